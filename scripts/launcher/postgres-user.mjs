import { createHash } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { LauncherError } from "./launcher-error.mjs";

const isRoot = () => process.getuid?.() === 0;

function idsOf(name) {
  const id = (flag) => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout?.trim() || NaN);
  const [uid, gid] = [id("-u"), id("-g")];
  return Number.isInteger(uid) && uid > 0 && Number.isInteger(gid) ? { uid, gid } : null;
}

/** Makes a system user without a shell; the programs' names differ between systems. */
function makeUser(name) {
  const ways = [
    ["useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]],
    ["adduser", ["-S", "-D", "-H", name]],
  ];
  for (const [command, args] of ways) if (spawnSync(command, args, { stdio: "ignore" }).status === 0) return idsOf(name);
  return null;
}

/**
 * Who runs PostgreSQL, which refuses root: {} (ourselves) for an ordinary user; for root the owner of an
 * existing data folder, else the user `postgres` or `tessera`, else a new user `tessera`, else `nobody`.
 * @returns {{ uid?: number, gid?: number }} as child_process.spawn takes it.
 */
export function postgresIdentity(clusterFolder) {
  if (!isRoot()) return {};
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = idsOf("postgres") ?? idsOf("tessera") ?? makeUser("tessera") ?? idsOf("nobody");
  if (found) return found;
  throw new LauncherError("PostgreSQL does not run as root, and no other user was found or could be made. Start Tessera as an ordinary user, or set DATABASE_URL.");
}

const canEnter = (folder, identity) => spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...identity, cwd: "/", stdio: "ignore" }).status === 0;

/**
 * The folder of the database's own folder, owned by `identity`. Usually DATA_DIR/postgres; where that can't be
 * reached by that user (DATA_DIR inside /root, say), a folder in /var/lib/tessera that DATA_DIR/postgres/LOCATION names.
 */
export function postgresHome(dataFolder, identity, report = () => undefined) {
  const home = path.join(dataFolder, "postgres");
  const note = path.join(home, "LOCATION");
  const own = (folder) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
    return folder;
  };
  if (existsSync(note)) return own(readFileSync(note, "utf8").trim());
  own(home);
  if (identity.uid === undefined || canEnter(home, identity)) return home;
  const elsewhere = `/var/lib/tessera/${createHash("sha256").update(dataFolder).digest("hex").slice(0, 16)}`;
  mkdirSync(path.dirname(elsewhere), { recursive: true, mode: 0o755 });
  own(elsewhere);
  if (!canEnter(elsewhere, identity)) throw new LauncherError(`The database's user can't reach ${home}. Set DATA_DIR to a folder outside closed places such as /root.`);
  writeFileSync(note, `${elsewhere}\n`);
  report(`The database's user can't reach ${home}, so the database is kept in ${elsewhere}.`);
  return elsewhere;
}
