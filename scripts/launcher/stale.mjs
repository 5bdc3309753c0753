import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

/** Folders that hold results, never sources. */
const skipped = new Set(["node_modules", "generated", ".next", ".build", ".git"]);

/** Every file under the given files and folders (relative to `base`), sorted, so that the order is always the same. */
export function listFiles(inputs, base = root) {
  const files = [];
  const visit = (relative) => {
    const stats = statSync(path.join(base, relative), { throwIfNoEntry: false });
    if (!stats) return;
    if (stats.isFile()) files.push({ relative, stats });
    else for (const name of readdirSync(path.join(base, relative))) if (!skipped.has(name)) visit(path.join(relative, name));
  };
  inputs.forEach(visit);
  return files.sort((a, b) => (a.relative < b.relative ? -1 : 1));
}

/** Changes when a file is touched: cheap, for the usual case that nothing happened. */
function quickSignature(files) {
  const hash = createHash("sha256");
  for (const { relative, stats } of files) hash.update(`${relative}\0${stats.size}\0${stats.mtimeMs}\0`);
  return hash.digest("hex");
}

/** Changes only when a file's name or content does: a fresh checkout of the same code is not stale. */
function contentHash(files, base) {
  const hash = createHash("sha256");
  for (const { relative } of files) {
    hash.update(`${relative.split(path.sep).join("/")}\0`);
    hash.update(readFileSync(path.join(base, relative)));
    hash.update("\0");
  }
  return hash.digest("hex");
}

function readStamp(stampFile) {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return null; // no stamp, or one that was cut short: the step runs again
  }
}

function writeStamp(stampFile, stamp) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(`${stampFile}.${process.pid}`, JSON.stringify(stamp));
  renameSync(`${stampFile}.${process.pid}`, stampFile);
}

/**
 * Whether a step must run again: its inputs changed since the stamp, or an output is gone.
 * `salt` stands for what else the result depends on (a version, a mode).
 * @param {{ inputs: string[], outputs?: string[], stampFile: string, salt?: string, base?: string }} step
 * @returns {{ stale: boolean, markFresh: () => void }}
 */
export function checkStep({ inputs, outputs = [], stampFile, salt = "", base = root }) {
  const files = listFiles(inputs, base);
  const quick = quickSignature(files);
  const stamp = readStamp(stampFile);
  const complete = outputs.every((output) => existsSync(path.join(base, output)));
  if (complete && stamp?.salt === salt && stamp.quick === quick) return { stale: false, markFresh: () => undefined };
  const content = contentHash(files, base);
  const markFresh = () => writeStamp(stampFile, { salt, quick, content });
  const stale = !complete || stamp?.salt !== salt || stamp?.content !== content;
  if (!stale) {
    try {
      markFresh();
    } catch {
      // A read-only copy only loses the quick check.
    }
  }
  return { stale, markFresh };
}
