import { execFile } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { differencePct, type BenchCase } from "./bench-case";
import { customerTable } from "./customer-data";
import { inRepository } from "./repository";

const run = promisify(execFile);

/** Writes customers as CSV, with the numbers cut to four digits as such files have them. */
export function writeCustomerCsv(file: string, rows: number, columns: number): void {
  const table = customerTable(rows, columns, 42);
  const handle = openSync(file, "w");
  let text = `customer,${table.names.join(",")}\n`;
  for (let i = 0; i < rows; i++) {
    text += `C${i}`;
    for (let j = 0; j < columns; j++) text += `,${table.values[j * rows + i]!.toFixed(4)}`;
    text += "\n";
    if (text.length > 4e6 || i === rows - 1) {
      writeSync(handle, text);
      text = "";
    }
  }
  closeSync(handle);
}

interface CliAnswer {
  quality: { inertia: number };
  timingsMs: Record<string, number>;
  peakMemoryMb: number;
}

/** Runs the command line on a file; answers what it prints and the seconds of the whole process. */
export async function segmentFile(file: string, out: string, k: number): Promise<{ answer: CliAnswer; seconds: number }> {
  const started = performance.now();
  const { stdout } = await run(
    process.execPath,
    [inRepository("scripts/cli.mjs"), "segment", file, "--algorithm", "kmeans", "--k", String(k), "--out", out, "--json"],
    { maxBuffer: 64 * 1024 ** 2, env: { ...process.env, INIT_CWD: "" } },
  );
  return { answer: JSON.parse(stdout) as CliAnswer, seconds: (performance.now() - started) / 1000 };
}

/** CSV read, scaled, K-means, every row written: whole processes, start-up counted, on both sides. */
export const fileCase: BenchCase = {
  name: "file-1m",
  goal: 6,
  rounds: 3,
  peerRounds: 2,
  prepare: async (folder) => {
    const file = path.join(folder, "customers.csv");
    writeCustomerCsv(file, 1_000_000, 10);
    return {
      ours: async () => {
        const { answer } = await segmentFile(file, path.join(folder, "ours.csv"), 8);
        return { figures: { inertia: answer.quality.inertia, peakMb: answer.peakMemoryMb } };
      },
      peer: { script: "file_to_segments", parameters: { file, out: path.join(folder, "theirs.csv"), k: 8, n_init: 10, seed: 42 } },
      compare: (ours, theirs) => `inertia against theirs ${differencePct(ours.inertia, theirs?.inertia)}, peak ${ours.peakMb?.toFixed(0)} MB`,
    };
  },
};
