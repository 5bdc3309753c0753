import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LauncherError } from "./launcher-error.mjs";
import { commandLine, endProcess, isAlive, parentOf, processMark } from "./process-identity.mjs";

/** Notes about the processes of one DATA_DIR: DATA_DIR/run/NAME.json, each { pid, mark, … }. */
const noteFile = (dataFolder, name) => path.join(dataFolder, "run", `${name}.json`);

export function readNote(dataFolder, name) {
  try {
    return JSON.parse(readFileSync(noteFile(dataFolder, name), "utf8"));
  } catch {
    return null;
  }
}

/** Records a process, so that a later start can find it; replaces the file in one step. */
export function writeNote(dataFolder, name, pid, details = {}) {
  const file = noteFile(dataFolder, name);
  writeFileSync(`${file}.new`, JSON.stringify({ pid, mark: processMark(pid), ...details }));
  renameSync(`${file}.new`, file);
}

export const removeNote = (dataFolder, name) => rmSync(noteFile(dataFolder, name), { force: true });

/**
 * The npm (and shell) processes that this one was started through: when one of them has been killed,
 * nobody holds the terminal any more and Ctrl-C no longer reaches us.
 */
export function startedThrough(source = process.env) {
  if (!source.npm_lifecycle_event) return [];
  const chain = [process.ppid];
  if (/(^|\/)(sh|dash|bash|busybox)\b/.test(commandLine(process.ppid).split(" ")[0])) chain.push(parentOf(process.ppid));
  return chain.filter((pid) => pid > 1).map((pid) => ({ pid, mark: processMark(pid) }));
}

export const isAbandoned = (chain) => chain.some((recorded) => !isAlive(recorded));

/**
 * Makes this process the launcher of `dataFolder`. One that runs already keeps its place, unless what it was
 * started through is gone: then it is ended. What a killed launcher left behind (web, worker) is ended too.
 * @throws LauncherError while another launcher runs here.
 */
export async function becomeLauncher(dataFolder, details, report) {
  const other = readNote(dataFolder, "launcher");
  if (isAlive(other)) {
    if (!isAbandoned(other.startedThrough ?? [])) {
      throw new LauncherError(`Tessera already runs on ${dataFolder} (process ${other.pid}, ${other.url}). Stop that first, or start a second one with its own DATA_DIR and PORT.`);
    }
    report(`Ending the launcher ${other.pid}, whose terminal is gone …`);
    await endProcess(other, [["SIGTERM", 40_000], ["SIGKILL", 5_000]]);
  }
  writeNote(dataFolder, "launcher", process.pid, { ...details, startedThrough: startedThrough() });
  await endOrphans(dataFolder, report);
}

async function endOrphans(dataFolder, report) {
  const run = path.join(dataFolder, "run");
  const names = existsSync(run) ? readdirSync(run).filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -".json".length)) : [];
  for (const name of names.filter((each) => each !== "launcher")) {
    const left = readNote(dataFolder, name);
    if (isAlive(left)) {
      report(`Ending the ${name} process that an earlier start had left …`);
      if (!(await endProcess(left))) throw new LauncherError(`Process ${left.pid} (${name} of an earlier start) can't be ended by this user.`);
    }
    removeNote(dataFolder, name);
  }
}
