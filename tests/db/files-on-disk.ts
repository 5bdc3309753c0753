import { readdir } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

/** Every file under DATA_DIR, by its path from there, sorted. */
export async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(env().DATA_DIR, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(env().DATA_DIR, path.join(entry.parentPath, entry.name)))
    .sort();
}
