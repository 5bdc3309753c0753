import { KernelCancelled, KernelMemoryExceeded, type KernelControl } from "../control";
import { acquireGang, endGang, releaseGang, runInGang } from "./gang";
import { MOST_PAGES, PAGE_BYTES, PROGRESS_ADDRESS } from "./layout";

export interface SessionOptions {
  /** The module's name and its binary as base64, from lib/kernels/generated. */
  name: string;
  wasm: string;
  /** Memory the session needs in bytes, the runtime's first page (64 kB) included. */
  bytes: number;
  /** Worker threads; 0 runs the exports on the caller's own thread, for work of some milliseconds. */
  threads: number;
  control: KernelControl;
  /** The part of the whole kernel that progress 0 … 1 of this session stands for. Default [0, 1]. */
  progressRange?: [from: number, to: number];
}

export interface Session {
  /** The shared memory. Not cleared: what a kernel reads it must have written. Own data from DATA_ADDRESS on. */
  buffer: ArrayBufferLike;
  threads: number;
  /** Calls the export `entry(thread, threads, …args)` in every thread at once; resolves with thread 0's answer. */
  run: (entry: string, ...args: number[]) => Promise<number>;
  /** Lets the event loop run; throws `KernelCancelled` when the caller has aborted. Call it between blocks of ≤ 50 ms. */
  breathe: () => Promise<void>;
  /** Call it always, in `finally`. */
  close: () => void;
}

const POLL_MS = 50;

/**
 * Opens a memory with threads on it for one kernel call.
 *
 * A kernel lays its data out in `buffer`, then calls `run`. Inside WebAssembly the threads of a session meet at
 * barriers (assembly/shared/threads.ts), so one `run` can hold a whole algorithm; threads that wait for each other
 * must all be running, which is so. When the caller's signal is aborted the threads are ended, wherever they are,
 * and `run` rejects with `KernelCancelled`: no kernel has to ask.
 * @throws KernelCancelled when the signal is already aborted.
 * @throws KernelMemoryExceeded when `bytes` is above the caller's limit or above the 4 GB of a WebAssembly memory.
 */
export function openSession({ name, wasm, bytes, threads, control, progressRange = [0, 1] }: SessionOptions): Session {
  const { signal, onProgress } = control;
  if (signal?.aborted) throw new KernelCancelled();
  requireMemory(bytes, control);
  const mostBytes = MOST_PAGES * PAGE_BYTES;
  if (bytes > mostBytes) throw new KernelMemoryExceeded(bytes, mostBytes);
  const gang = acquireGang(threads, bytes);
  let cancelled = false;
  let running = 0;
  let highest = 0;
  const cancel = (): void => {
    cancelled = true;
    endGang(gang);
  };
  signal?.addEventListener("abort", cancel, { once: true });
  const report = (): void => {
    const [from, to] = progressRange;
    if (gang.dead) return;
    const ratio = new DataView(gang.memory.buffer).getFloat32(PROGRESS_ADDRESS, true);
    const reached = from + (to - from) * Math.min(1, Math.max(0, ratio));
    if (reached <= highest) return;
    highest = reached;
    onProgress?.(reached);
  };
  const work = async (entry: string, args: number[]): Promise<number> => {
    if (cancelled) throw new KernelCancelled();
    const poll = onProgress && threads > 0 ? setInterval(report, POLL_MS) : undefined;
    running++;
    try {
      return await runInGang(gang, name, wasm, entry, args);
    } catch (error) {
      if (cancelled) throw new KernelCancelled();
      endGang(gang);
      throw error;
    } finally {
      running--;
      clearInterval(poll);
    }
  };
  const run = (entry: string, ...args: number[]): Promise<number> => {
    const answer = work(entry, args);
    // A kernel may prepare its next block before it awaits this one: a failure meanwhile is not unhandled.
    answer.catch(() => undefined);
    return answer;
  };
  const breathe = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (cancelled) throw new KernelCancelled();
  };
  const close = (): void => {
    signal?.removeEventListener("abort", cancel);
    if (running > 0) endGang(gang);
    else releaseGang(gang);
  };
  return { buffer: gang.memory.buffer, threads, run, breathe, close };
}

/** @throws KernelMemoryExceeded when `bytes`, all that a kernel is going to allocate, is above the caller's limit. */
export function requireMemory(bytes: number, { memoryLimitBytes }: KernelControl): void {
  if (memoryLimitBytes !== undefined && bytes > memoryLimitBytes) throw new KernelMemoryExceeded(bytes, memoryLimitBytes);
}
