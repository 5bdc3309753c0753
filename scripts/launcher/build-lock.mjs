import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buildFolder } from "./paths.mjs";
import { processMark } from "./process-identity.mjs";

const lockFile = path.join(buildFolder, "lock.json");

function holderIsAlive() {
  try {
    const { pid, mark } = JSON.parse(readFileSync(lockFile, "utf8"));
    return processMark(pid) === mark;
  } catch {
    return false;
  }
}

/** Lets one process at a time install and build in this folder; a lock of a dead process is taken over. */
export async function withBuildLock(report, work) {
  mkdirSync(buildFolder, { recursive: true });
  let told = false;
  for (;;) {
    try {
      writeFileSync(lockFile, JSON.stringify({ pid: process.pid, mark: processMark(process.pid) }), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!holderIsAlive()) rmSync(lockFile, { force: true });
      else {
        if (!told) report("Another process is building here; waiting for it …");
        told = true;
        await wait(200);
      }
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}
