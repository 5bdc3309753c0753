import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { kmeans } from "@/lib/kernels/kmeans";
import { median } from "./bench-case";
import { customerTable, standardise } from "./customer-data";
import { segmentFile, writeCustomerCsv } from "./file-case";

const run = promisify(execFile);

export interface GrowthLine {
  what: string;
  rows: number;
  seconds: number;
  nsPerRow: number;
  peakMb: number;
  /** Peak memory allowed: 3 × the feature matrix + 300 MB. */
  allowedMb: number;
}

const matrixMb = (rows: number) => (rows * 6 * 8) / 1024 ** 2;

function line(what: string, rows: number, seconds: number, peakMb: number): GrowthLine {
  return { what, rows, seconds, nsPerRow: (seconds * 1e9) / rows, peakMb, allowedMb: 3 * matrixMb(rows) + 300 };
}

/** K-means on `rows` × 6 in this process: what the child started by `measureGrowth` prints. */
export async function growthStep(rows: number): Promise<void> {
  const data = standardise(customerTable(rows, 6, 42));
  const control = { threads: availableParallelism() };
  const seconds: number[] = [];
  for (let round = 0; round < (rows > 2e6 ? 3 : 7); round++) {
    const started = performance.now();
    await kmeans(data, { k: 8, seed: round }, control);
    seconds.push((performance.now() - started) / 1000);
  }
  process.stdout.write(JSON.stringify({ seconds: median(seconds), peakMb: process.resourceUsage().maxRSS / 1024 }));
}

/** K-means from 10,000 to 10 million rows, each size in a process of its own, for its peak memory. */
export async function measureGrowth(report: (text: string) => void): Promise<GrowthLine[]> {
  const lines: GrowthLine[] = [];
  for (const rows of [10_000, 30_000, 100_000, 300_000, 1_000_000, 10_000_000]) {
    report(`growth: K-means on ${rows} rows`);
    const { stdout } = await run(process.execPath, [...process.execArgv, process.argv[1]!, "--growth-step", String(rows)]);
    const { seconds, peakMb } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as { seconds: number; peakMb: number };
    lines.push(line("kmeans", rows, seconds, peakMb));
  }
  return lines;
}

/** File to segments over the same range; the 10 million rows are a file of some 600 MB. */
export async function measureFileGrowth(folder: string, report: (text: string) => void): Promise<GrowthLine[]> {
  const lines: GrowthLine[] = [];
  for (const rows of [10_000, 100_000, 1_000_000, 10_000_000]) {
    report(`growth: file to segments, ${rows} rows`);
    const file = path.join(folder, "growth.csv");
    writeCustomerCsv(file, rows, 6);
    const rounds = [];
    for (let round = 0; round < (rows > 2e6 ? 1 : 3); round++) rounds.push(await segmentFile(file, path.join(folder, "growth-out.csv"), 8));
    lines.push(line("file", rows, median(rounds.map(({ answer }) => answer.timingsMs.total! / 1000)), Math.max(...rounds.map(({ answer }) => answer.peakMemoryMb))));
  }
  return lines;
}
