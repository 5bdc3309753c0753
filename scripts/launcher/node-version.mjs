import { LauncherError } from "./launcher-error.mjs";

/** True where `version` ("20.19.1") is at least `minimum` ("20.19"). */
export function isAtLeast(version, minimum) {
  const [major, minor] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = minimum.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** @throws LauncherError below Node 20.19, which the packages need. */
export function requireNodeVersion(version = process.versions.node) {
  if (isAtLeast(version, "20.19")) return;
  throw new LauncherError(`Tessera needs Node 20.19 or newer; this is Node ${version}. Install a newer one from https://nodejs.org and start again.`);
}
