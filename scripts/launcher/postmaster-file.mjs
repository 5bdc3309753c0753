import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { commandLine, endProcess, processMark } from "./process-identity.mjs";

/**
 * The lines of PostgreSQL's postmaster.pid that matter.
 * @returns {{ pid: number, folder: string, port: number, ready: boolean } | null}
 */
export function parsePostmasterFile(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, folder: lines[1] ?? "", port: Number(lines[3]) || 0, ready: lines[7] === "ready" };
}

/** The server that runs on this folder by its own account, or null. A number that now belongs to another program is not it. */
export function runningPostmaster(folder) {
  let found;
  try {
    found = parsePostmasterFile(readFileSync(path.join(folder, "postmaster.pid"), "utf8"));
  } catch {
    return null;
  }
  if (!found || !commandLine(found.pid).includes(folder)) return null;
  const mark = processMark(found.pid);
  return mark ? { ...found, mark } : null;
}

/** Ends a server that outlived its launcher, and removes what a dead one left: fast, then immediate, then by force. */
export async function endOrphanedPostmaster(folder) {
  const orphan = runningPostmaster(folder);
  const ended = !orphan || (await endProcess(orphan, [["SIGINT", 10_000], ["SIGQUIT", 5_000], ["SIGKILL", 5_000]]));
  if (ended) rmSync(path.join(folder, "postmaster.pid"), { force: true });
  return { wasRunning: Boolean(orphan), ended };
}
