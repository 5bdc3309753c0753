import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const WORTH_BYTES = 64 * 1024 ** 2;

/**
 * Gives the pages of dropped shared memories back to the system.
 *
 * V8 does not count shared WebAssembly memory as pressure on its heap: without a collection asked for,
 * gigabytes of dropped memories stay mapped. Below 64 MB it is not worth the some 10 ms of a collection.
 */
export function reclaimMemory(droppedBytes: number): void {
  if (droppedBytes < WORTH_BYTES) return;
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
