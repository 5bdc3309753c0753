import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { TRACKS_WASM } from "./generated/tracks";
import { compiledModule } from "./runtime/modules";
import type { TrackMemory } from "./track-memory";

/**
 * Plain JavaScript in a string, so that a thread needs no file: bundlers can't lose it. Messages in: `{ run, name, args }` calls an
 * export, with `module` and `memory` of an instance made for it first; answered by one `{ value }` or `{ error }`. `{ forget }`
 * lets an instance go and has no answer.
 */
const threadBody = `
"use strict";
const { parentPort } = require("node:worker_threads");
const instances = new Map();
parentPort.on("message", (message) => {
  if (message.forget) return void instances.delete(message.forget);
  try {
    if (message.module) instances.set(message.name, new WebAssembly.Instance(message.module, { env: { memory: message.memory, abort: () => { throw new Error("abort"); } } }));
    parentPort.postMessage({ value: instances.get(message.name).exports[message.run](...message.args) });
  } catch (error) {
    parentPort.postMessage({ error: String(error && error.stack || error) });
  }
});
`;

interface Task {
  memory: TrackMemory;
  entry: string;
  args: () => number[];
  done: (value: number) => void;
  failed: (error: Error) => void;
}

interface Thread {
  worker: Worker;
  known: Set<string>;
  task?: Task;
}

interface Pool {
  threads: Thread[];
  /** First come, first served: a question has a core to itself, and nobody waits for those who came later. */
  waiting: Task[];
}

/** On `globalThis`: a development server reloads modules, and each copy would start its own threads. */
const holder = globalThis as typeof globalThis & { tesseraTrackThreads?: Pool };

function pool(): Pool {
  return (holder.tesseraTrackThreads ??= { threads: [], waiting: [] });
}

/**
 * Calls an export of the tracks' kernels, in one of as many threads as there are cores, as soon as one is free.
 * `args` is called then: what a question takes of memory, it takes only while it runs.
 */
export function runInThread(memory: TrackMemory, entry: string, args: () => number[]): Promise<number> {
  return new Promise((done, failed) => {
    pool().waiting.push({ memory, entry, args, done, failed });
    startWaiting();
  });
}

const inline = new WeakMap<TrackMemory, WebAssembly.Instance>();

/** The same in the calling thread, for what is done sooner than a message is passed. */
export function runHere(memory: TrackMemory, entry: string, args: number[]): number {
  const instance = inline.get(memory) ?? new WebAssembly.Instance(compiledModule("tracks", TRACKS_WASM), { env: { memory: memory.memory, abort: () => undefined } });
  inline.set(memory, instance);
  return (instance.exports[entry] as (...numbers: number[]) => number)(...args);
}

/** Lets the threads forget a memory that is no longer kept, so that it can be freed. */
export function forgetMemory(memory: TrackMemory): void {
  memory.isForgotten = true;
  for (const thread of pool().threads) forget(thread, memory);
}

function forget(thread: Thread, { name }: TrackMemory): void {
  if (thread.known.delete(name)) thread.worker.postMessage({ forget: name });
}

function startWaiting(): void {
  const { threads, waiting } = pool();
  while (waiting.length > 0) {
    const free = threads.find((thread) => !thread.task) ?? (threads.length < availableParallelism() ? startThread() : undefined);
    if (!free) return;
    const task = waiting.shift();
    if (task) begin(free, task);
  }
}

function begin(thread: Thread, task: Task): void {
  const { memory, entry } = task;
  thread.task = task;
  thread.worker.ref();
  try {
    const instance = thread.known.has(memory.name) ? {} : { module: compiledModule("tracks", TRACKS_WASM), memory: memory.memory };
    thread.worker.postMessage({ run: entry, name: memory.name, args: task.args(), ...instance });
    thread.known.add(memory.name);
  } catch (error) {
    end(thread)?.failed(error as Error);
  }
}

/** The thread is free again; it no longer keeps the process from ending. */
function end(thread: Thread): Task | undefined {
  const { task } = thread;
  thread.task = undefined;
  thread.worker.unref();
  // A question that waited while its memory was let go has made the thread know it once more.
  if (task?.memory.isForgotten) forget(thread, task.memory);
  return task;
}

function startThread(): Thread {
  const worker = new Worker(threadBody, { eval: true, execArgv: [], env: {}, stdin: false });
  const thread: Thread = { worker, known: new Set() };
  const { threads } = pool();
  threads.push(thread);
  worker.on("message", (reply: { value: number } | { error: string }) => {
    const task = end(thread);
    if ("error" in reply) task?.failed(new Error(`A thread of the charts failed: ${reply.error}`));
    else task?.done(reply.value);
    startWaiting();
  });
  const lost = (error: Error): void => {
    const at = threads.indexOf(thread);
    if (at < 0) return;
    threads.splice(at, 1);
    thread.task?.failed(error);
    startWaiting();
  };
  worker.on("error", lost);
  worker.on("exit", () => lost(new Error("A thread of the charts ended.")));
  return thread;
}
