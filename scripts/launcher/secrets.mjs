import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LauncherError } from "./launcher-error.mjs";

/**
 * The secrets of this installation: made once, kept in DATA_DIR/secrets.json, readable by the owner only.
 * @returns {{ nextauthSecret: string, databasePassword: string }}
 * @throws LauncherError where the file is there but can't be used: making new ones would lock the database out.
 */
export function loadSecrets(dataFolder) {
  const file = path.join(dataFolder, "secrets.json");
  try {
    const fresh = { nextauthSecret: randomBytes(32).toString("base64url"), databasePassword: randomBytes(24).toString("base64url") };
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
    try {
      linkSync(draft, file); // appears whole or not at all, and never replaces what is there
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    chmodSync(file, 0o600);
    const secrets = JSON.parse(readFileSync(file, "utf8"));
    if (secrets.nextauthSecret?.length >= 16 && secrets.databasePassword?.length >= 16) return secrets;
    throw new Error("a secret is missing");
  } catch (error) {
    throw new LauncherError(`${file} can't be used: ${error.message}\nBring it back from a backup; without its database password the database in ${dataFolder} can't be opened.`);
  }
}
