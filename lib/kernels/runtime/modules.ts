import { setFlagsFromString } from "node:v8";

/** Compiled once per process: a compiled module carries its optimised code to every thread and later call. */
const compiled = new Map<string, WebAssembly.Module>();

/** The module `name`, compiled from its base64 text at the first call. */
export function compiledModule(name: string, wasm: string): WebAssembly.Module {
  const known = compiled.get(name);
  if (known) return known;
  // V8's baseline compiler (Liftoff, Node 20) loses local variables across memory.atomic.wait, so that a thread that had
  // to sleep at a barrier went on with wrong numbers. The optimising compiler does not, and is used from the first call.
  setFlagsFromString("--no-liftoff");
  const made = new WebAssembly.Module(Buffer.from(wasm, "base64"));
  compiled.set(name, made);
  return made;
}
