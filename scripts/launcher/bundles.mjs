import { existsSync } from "node:fs";
import path from "node:path";
import { buildFolder, inRoot, root } from "./paths.mjs";
import { checkStep } from "./stale.mjs";

/** Everything a worker or a command can be made of. */
const inputs = ["lib", "scripts", "package.json", "package-lock.json", "tsconfig.json", "prisma/schema.prisma"];

/** name of the bundle → its entry; an entry that does not exist is left out. */
const entries = { worker: "scripts/worker.ts", cli: "scripts/cli.ts", bench: "scripts/bench/main.ts" };

const presentEntries = () => Object.entries(entries).filter(([, entry]) => existsSync(inRoot(entry)));

/** Whether the bundles in .build must be made again. */
export function checkBundles() {
  const present = presentEntries();
  return checkStep({
    inputs,
    outputs: present.map(([name]) => `.build/${name}.mjs`),
    stampFile: path.join(buildFolder, "bundles.json"),
    salt: present.map(([name]) => name).join(),
  });
}

/** Bundles worker and commands to plain ESM; packages stay outside, parts that few commands need are loaded late. */
export async function makeBundles() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(presentEntries()),
    outdir: ".build",
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    alias: { "@": root },
    sourcemap: true,
    legalComments: "none",
    logLevel: "error",
  });
}
