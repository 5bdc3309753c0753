import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";
import { runOrThrow } from "./run-command.mjs";

const stampFile = inRoot("node_modules", ".tessera-lock-hash");

const lockHash = () => createHash("sha256").update(readFileSync(inRoot("package-lock.json"))).digest("hex");

/**
 * Whether what npm says it installed (`node_modules/.package-lock.json`) is what the lock file asks for.
 * Optional packages may be missing: they are for other systems.
 */
export function installedMatches(lock, installed) {
  return Object.entries(lock.packages).every(([name, wanted]) => {
    if (name === "" || wanted.link || wanted.extraneous) return true;
    const present = installed.packages[name];
    if (!present) return Boolean(wanted.optional || wanted.devOptional);
    return present.version === wanted.version;
  });
}

/** True when node_modules is missing or does not fit package-lock.json. */
export function dependenciesAreStale() {
  const hiddenLock = inRoot("node_modules", ".package-lock.json"); // npm writes it last, so an interrupted install has none
  if (!existsSync(hiddenLock)) return true;
  const hash = lockHash();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return false;
  const read = (file) => JSON.parse(readFileSync(file, "utf8"));
  if (!installedMatches(read(inRoot("package-lock.json")), read(hiddenLock))) return true;
  writeFileSync(stampFile, hash); // somebody ran npm by hand: as good as ours
  return false;
}

/** Installs exactly what package-lock.json says, development packages included: the build needs them. */
export async function installDependencies(report) {
  report("Installing dependencies (once, a minute or two) …");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npmScript = process.env.npm_execpath;
  const [command, prefix] = npmScript?.endsWith(".js") ? [process.execPath, [npmScript]] : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  await runOrThrow(command, [...prefix, ...args], {}, "The dependencies could not be installed (see above). Check the network connection and start again.");
  writeFileSync(stampFile, lockHash());
}
