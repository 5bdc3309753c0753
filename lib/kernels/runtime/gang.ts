import { Worker } from "node:worker_threads";
import { CONTROL_BYTES, MOST_PAGES, PAGE_BYTES } from "./layout";
import { compiledModule } from "./modules";
import { reclaimMemory } from "./reclaim";
import { THREAD_BODY } from "./thread-body";

/** Some threads and the one memory that they share. `threads` = 0: no thread, exports run where they are called. */
export interface Gang {
  threads: number;
  memory: WebAssembly.Memory;
  workers: Worker[];
  /**
   * The module that has an instance in every thread (`inline`: where it is called). Only the last one: all modules keep
   * their tables of constants at the same addresses, and an instance writes its own when it is made.
   */
  loaded?: string;
  inline?: WebAssembly.Instance;
  dead: boolean;
  idleTimer?: NodeJS.Timeout;
}

type Reply = { value: number } | { error: string };

const NO_MEMORY = new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true });
const IDLE_MS = 4_000;
const KEEP_BYTES = 512 * 1024 ** 2;

/** Idle gangs, kept for the next kernel call: starting threads and touching fresh pages costs more than small kernels. */
const idle: Gang[] = [];

/** A gang of `threads` threads with at least `bytes` of memory; content undefined, but the control words are 0. */
export function acquireGang(threads: number, bytes: number): Gang {
  const pages = Math.max(2, Math.ceil(bytes / PAGE_BYTES));
  const at = idle.findIndex((gang) => gang.threads === threads);
  const gang = at >= 0 ? idle.splice(at, 1)[0]! : createGang(threads, pages);
  clearTimeout(gang.idleTimer);
  growTo(gang, pages);
  new Uint8Array(gang.memory.buffer, 0, CONTROL_BYTES).fill(0);
  for (const worker of gang.workers) worker.ref();
  return gang;
}

/** @throws RangeError when the system has no more memory; the gang is ended then, since nobody would give it back. */
function growTo(gang: Gang, pages: number): void {
  const missing = pages - gang.memory.buffer.byteLength / PAGE_BYTES;
  try {
    if (missing > 0) gang.memory.grow(missing);
  } catch (error) {
    endGang(gang);
    throw error;
  }
}

/** Gives a gang back: kept for some seconds when it is small, else ended at once. The process may exit meanwhile. */
export function releaseGang(gang: Gang): void {
  if (gang.dead) return;
  if (gang.memory.buffer.byteLength > KEEP_BYTES) return endGang(gang);
  for (const worker of gang.workers) worker.unref();
  idle.push(gang);
  gang.idleTimer = setTimeout(() => {
    idle.splice(idle.indexOf(gang), 1);
    endGang(gang);
  }, IDLE_MS);
  gang.idleTimer.unref();
}

/** Ends all threads at once, also in the middle of their work; the memory goes back to the system soon after. */
export function endGang(gang: Gang): void {
  if (gang.dead) return;
  gang.dead = true;
  const { workers, memory } = gang;
  gang.workers = [];
  gang.inline = undefined;
  gang.memory = NO_MEMORY;
  const bytes = memory.buffer.byteLength;
  void Promise.all(workers.map((worker) => worker.terminate())).then(() => setImmediate(() => reclaimMemory(bytes)));
}

/** Calls `entry(thread, threads, …args)` in every thread; resolves with thread 0's answer when all have returned. */
export async function runInGang(gang: Gang, name: string, wasm: string, entry: string, args: number[]): Promise<number> {
  const compiled = compiledModule(name, wasm);
  if (gang.loaded !== name) {
    load(gang, compiled);
    gang.loaded = name;
  }
  if (gang.threads === 0) return (gang.inline!.exports[entry] as (...numbers: number[]) => number)(0, 1, ...args);
  const answers = gang.workers.map((worker, thread) => {
    const answer = nextAnswer(worker);
    worker.postMessage({ run: entry, args: [thread, gang.threads, ...args] });
    return answer;
  });
  const values = await Promise.all(answers);
  return values[0]!;
}

function createGang(threads: number, pages: number): Gang {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true });
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(THREAD_BODY, { eval: true, execArgv: [], env: {}, stdin: false });
    worker.setMaxListeners(0);
    return worker;
  });
  return { threads, memory, workers, dead: false };
}

function load(gang: Gang, module: WebAssembly.Module): void {
  const { memory } = gang;
  if (gang.threads === 0) gang.inline = new WebAssembly.Instance(module, { env: { memory, abort: () => undefined } });
  for (const worker of gang.workers) worker.postMessage({ module, memory });
}

function nextAnswer(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
    };
    const onMessage = (reply: Reply): void => {
      finish();
      if ("error" in reply) reject(new Error(`A kernel thread failed: ${reply.error}`));
      else resolve(reply.value);
    };
    const onError = (error: Error): void => {
      finish();
      reject(error);
    };
    const onExit = (): void => {
      finish();
      reject(new Error("A kernel thread ended"));
    };
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
  });
}
