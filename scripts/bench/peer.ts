import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Table } from "./customer-data";
import { inRepository } from "./repository";

const run = promisify(execFile);

/** What a peer script prints: seconds of the call alone (imports and reading not counted) and its figures. */
export interface PeerAnswer {
  seconds: number;
  [figure: string]: unknown;
}

/** A Python that has scikit-learn, and its version; nothing where there is none. */
export function findPeer(): { python: string; version: string } | undefined {
  for (const python of ["python3", "/usr/bin/python3"]) {
    try {
      const version = execFileSync(python, ["-c", "import sklearn; print(sklearn.__version__)"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      return { python, version: version.trim() };
    } catch {
      continue;
    }
  }
  return undefined;
}

/** A folder for the benchmark's files, and how to remove it. */
export function openScratch(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "tessera-bench-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes a table as raw little-endian f64, one column after the other, for the peers to read. */
export function writeTable(folder: string, name: string, table: Table): string {
  const file = path.join(folder, `${name}.f64`);
  writeFileSync(file, new Uint8Array(table.values.buffer, table.values.byteOffset, table.values.byteLength));
  return file;
}

/** Peers beside scikit-learn that are measured where they are installed. */
const optional = {
  "R dbscan": { program: "Rscript", probe: ["-e", "library(dbscan)"], script: "dbscan.R" },
  "R kmeans": { program: "Rscript", probe: ["-e", "stats::kmeans"], script: "kmeans.R" },
  FAISS: { program: "/usr/bin/python3", probe: ["-c", "import faiss, numpy"], script: "kmeans_faiss.py" },
} as const;

export type OptionalPeer = keyof typeof optional;

/** Whether a peer beside scikit-learn can be run here. */
export function isInstalled(name: OptionalPeer): boolean {
  const { program, probe } = optional[name];
  try {
    execFileSync(program, probe, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Runs a peer beside scikit-learn, as `runPeer`. */
export function runOptionalPeer(name: OptionalPeer, parameters: Record<string, unknown>): Promise<PeerAnswer> {
  return answerOf(optional[name].program, optional[name].script, parameters);
}

/** Runs scripts/bench/peers/`script`.py with one JSON argument; answers the JSON it prints. */
export function runPeer(python: string, script: string, parameters: Record<string, unknown>): Promise<PeerAnswer> {
  return answerOf(python, `${script}.py`, parameters);
}

async function answerOf(program: string, script: string, parameters: Record<string, unknown>): Promise<PeerAnswer> {
  const { stdout } = await run(program, [inRepository("scripts/bench/peers", script), JSON.stringify(parameters)], { maxBuffer: 64 * 1024 ** 2 });
  return JSON.parse(stdout) as PeerAnswer;
}
