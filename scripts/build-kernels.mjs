#!/usr/bin/env node
/**
 * Compiles lib/kernels/assembly/*.ts (AssemblyScript) to WebAssembly and writes each as
 * lib/kernels/generated/<name>.ts, a module that exports the binary as base64: so a kernel needs no file
 * at run time and works the same under vitest, tsx, esbuild and Next.
 *
 * A module is compiled only when its own source, the shared sources, the compiler or this script changed
 * (a hash in the first line of the output tells). `--force` compiles all.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "..");
const sources = path.join(root, "lib/kernels/assembly");
const target = path.join(root, "lib/kernels/generated");

const FLAGS = [
  // Static data (the tables of Math.log) begins behind the control words of runtime/layout.ts.
  "-Ospeed", "--converge", "--noAssert", "--runtime", "stub", "--enable", "simd,threads",
  "--importMemory", "--sharedMemory", "--memoryBase", "4096", "--initialMemory", "1", "--maximumMemory", "65536",
];

async function listModules(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts")).map((entry) => entry.name).sort();
}

async function sharedHash() {
  const hash = createHash("sha256");
  const compiler = JSON.parse(await readFile(path.join(root, "node_modules/assemblyscript/package.json"), "utf8"));
  hash.update(compiler.version).update(FLAGS.join(" "));
  const shared = path.join(sources, "shared");
  for (const name of await listModules(shared)) hash.update(name).update(await readFile(path.join(shared, name)));
  return hash.digest("hex");
}

async function isCurrent(file, stamp) {
  try {
    return (await readFile(file, "utf8")).startsWith(stamp);
  } catch {
    return false;
  }
}

async function compile(asc, name) {
  let binary;
  const result = await asc.main([name, "--outFile", "out.wasm", "--baseDir", sources, ...FLAGS], {
    writeFile: (file, contents) => {
      if (file === "out.wasm") binary = contents;
    },
  });
  if (result.error || !binary) {
    throw new Error(`${path.join("lib/kernels/assembly", name)} does not compile:\n${result.stderr.toString()}`);
  }
  return Buffer.from(binary);
}

/** Compiles what is stale; returns the names of the modules that were compiled. */
export async function buildKernels({ force = false } = {}) {
  await mkdir(target, { recursive: true });
  const shared = await sharedHash();
  const names = await listModules(sources);
  const compiled = [];
  let asc;
  for (const file of names) {
    const name = path.basename(file, ".ts");
    const stamp = `// ${createHash("sha256").update(shared).update(await readFile(path.join(sources, file))).digest("hex")}\n`;
    const output = path.join(target, `${name}.ts`);
    if (!force && (await isCurrent(output, stamp))) continue;
    asc ??= (await import("assemblyscript/asc")).default;
    const binary = await compile(asc, file);
    const constant = `${name.toUpperCase().replaceAll("-", "_")}_WASM`;
    const code = `${stamp}/** lib/kernels/assembly/${file}, compiled (${binary.length} bytes). */\nexport const ${constant} =\n  "${binary.toString("base64")}";\n`;
    await writeFile(`${output}.${process.pid}`, code);
    await rename(`${output}.${process.pid}`, output);
    compiled.push(name);
  }
  for (const file of await listModules(target)) if (!names.includes(file)) await rm(path.join(target, file), { force: true });
  return compiled;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const compiled = await buildKernels({ force: process.argv.includes("--force") });
    if (compiled.length > 0) process.stderr.write(`Kernels compiled: ${compiled.join(", ")}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
