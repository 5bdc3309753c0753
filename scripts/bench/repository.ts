import { existsSync } from "node:fs";
import path from "node:path";

/** A path inside the repository, from the bundle as well as from the sources. */
export function inRepository(...parts: string[]): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, "package.json"))) folder = path.dirname(folder);
  return path.join(folder, ...parts);
}
