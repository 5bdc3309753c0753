import { spawn } from "node:child_process";
import { endProcess, processMark } from "./process-identity.mjs";

const firstDelayMs = 300;
const longestDelayMs = 30_000;
const stableAfterMs = 60_000;

/** How long to wait before the next start: doubles with each death in a row, starts over after a stable minute. */
export function nextDelay(previousMs, livedMs) {
  if (livedMs >= stableAfterMs || previousMs === 0) return firstDelayMs;
  return Math.min(previousMs * 2, longestDelayMs);
}

/** Passes a stream on line by line, so that lines of several processes never mix. */
export function eachLine(stream, handle) {
  let rest = "";
  stream.setEncoding("utf8").on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    lines.forEach(handle);
  });
  stream.on("end", () => rest && handle(rest));
}

/**
 * Keeps one process running until it is stopped.
 * `start()` returns a promise of a ChildProcess (it may take its time, and may fail: then it is tried again);
 * `onStart(child)` hears of each new one, `report` of each death.
 */
export function supervise({ name, start, onStart = () => undefined, report }) {
  let child = null;
  let stopping = false;
  let delayMs = 0;
  let timer = null;

  const later = (why, livedMs) => {
    if (stopping) return;
    delayMs = nextDelay(delayMs, livedMs);
    report(`The ${name} process ${why}; starting it again in ${(delayMs / 1000).toFixed(1)} s`);
    timer = setTimeout(() => begin().catch((error) => later(`could not be started (${error.message})`, 0)), delayMs);
  };

  const begin = async () => {
    const startedAt = Date.now();
    child = await start();
    const mine = child;
    mine.once("exit", (code, signalName) => {
      if (child === mine) child = null;
      later(signalName ? `was ended by ${signalName}` : `ended with code ${code}`, Date.now() - startedAt);
    });
    if (stopping) await end(mine);
    else onStart(mine);
  };

  const end = async (running, signals) => {
    if (running && running.exitCode === null && running.signalCode === null) await endProcess({ pid: running.pid, mark: processMark(running.pid) }, signals);
  };

  return {
    begin,
    /** Ends the process and does not start it again; `signals` as for endProcess. */
    async stop(signals) {
      stopping = true;
      clearTimeout(timer);
      await end(child, signals);
    },
  };
}

/** Starts a Node program as a child that ends with us; its lines go to `log`. */
export function spawnNode(args, { env, cwd, log }) {
  const child = spawn(process.execPath, args, { env, cwd, detached: true, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, log);
  return new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(child));
    child.once("error", reject);
  });
}
