/**
 * What a worker thread runs. Plain JavaScript in a string, so that a thread needs no file: bundlers can't lose it.
 * Messages in: `{ name, module, memory }` makes an instance, `{ run, name, args }` calls an export, `{ drop }` forgets
 * all instances. Messages out: `{ value }` or `{ error }`, one for each `run`.
 */
export const THREAD_BODY = `
"use strict";
const { parentPort } = require("node:worker_threads");
const instances = new Map();
parentPort.on("message", (message) => {
  if (message.module) {
    const abort = () => { throw new Error("abort"); };
    instances.set(message.name, new WebAssembly.Instance(message.module, { env: { memory: message.memory, abort } }));
    return;
  }
  try {
    const value = instances.get(message.name).exports[message.run](...message.args);
    parentPort.postMessage({ value });
  } catch (error) {
    parentPort.postMessage({ error: String(error && error.stack || error) });
  }
});
`;
