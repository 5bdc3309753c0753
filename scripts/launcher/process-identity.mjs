import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const onLinux = process.platform === "linux";

/** State and start time of a process from /proc/PID/stat; the name in brackets may hold anything, so cut after it. */
export function parseProcStat(text) {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0], parentPid: Number(fields[1]), startTicks: fields[19] };
}

function ps(pid, columns) {
  return spawnSync("ps", ["-o", columns, "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() || null;
}

/**
 * A text that no other process has or will have: a number alone may be given to a stranger after a crash.
 * Null where no such process lives.
 */
export function processMark(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  try {
    if (onLinux) {
      const { state, startTicks } = parseProcStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
      if (state === "Z" || state === "X") return null;
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${startTicks}`;
    }
    if (process.platform === "win32") return process.kill(pid, 0) ? "alive" : null;
    return ps(pid, "lstart=");
  } catch {
    return null;
  }
}

/** The command line of a process, or "" where there is none. */
export function commandLine(pid) {
  try {
    return onLinux ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") : (ps(pid, "command=") ?? "");
  } catch {
    return "";
  }
}

/** The parent's number, or 0 where unknown. */
export function parentOf(pid) {
  try {
    return onLinux ? parseProcStat(readFileSync(`/proc/${pid}/stat`, "utf8")).parentPid : Number(ps(pid, "ppid=") ?? 0);
  } catch {
    return 0;
  }
}

/** Whether the process that was recorded (pid and mark) still lives. */
export const isAlive = (recorded) => Boolean(recorded?.mark) && processMark(recorded.pid) === recorded.mark;

/** Sends a signal; a process that has gone is no error. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/**
 * Ends a process: each signal in turn, waiting `graceMs` after each.
 * @returns true once it is gone.
 */
export async function endProcess(recorded, signals = [["SIGTERM", 10_000], ["SIGKILL", 5_000]]) {
  for (const [name, graceMs] of signals) {
    if (!isAlive(recorded)) return true;
    signal(recorded.pid, name);
    const deadline = Date.now() + graceMs;
    while (Date.now() < deadline && isAlive(recorded)) await wait(20);
  }
  return !isAlive(recorded);
}
