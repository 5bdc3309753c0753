/**
 * What a worker thread runs. Plain JavaScript in a string, so that a thread needs no file: bundlers can't lose it.
 * Messages in: `{ module, memory }` makes the instance that works from now on, `{ run, args }` calls an export of it.
 * Messages out: `{ value }` or `{ error }`, one for each `run`.
 */
export const THREAD_BODY = `
"use strict";
const { parentPort } = require("node:worker_threads");
let instance;
parentPort.on("message", (message) => {
  if (message.module) {
    const abort = () => { throw new Error("abort"); };
    instance = new WebAssembly.Instance(message.module, { env: { memory: message.memory, abort } });
    return;
  }
  try {
    const value = instance.exports[message.run](...message.args);
    parentPort.postMessage({ value });
  } catch (error) {
    parentPort.postMessage({ error: String(error && error.stack || error) });
  }
});
`;
