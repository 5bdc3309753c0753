import { stat } from "node:fs/promises";
import { env } from "../env";
import { AppError } from "../errors";
import { KernelMemoryExceeded } from "../kernels/control";
import type { Quality, SegmentationPlan } from "../schemas/segmentation";
import { countSegments } from "../segmentation/describe-run";
import type { SegmentationResult } from "../segmentation/result";
import { runSegmentation } from "../segmentation/run-segmentation";
import { closeWarehouse, configureWarehouse } from "../warehouse/instance";
import { openHeadlessSource } from "./headless-source";
import { withScratchFolder } from "./scratch-folder";

export interface HeadlessRequest {
  file: string;
  /** A plan whose features may be empty: then every numeric column that is no identifier is taken. */
  plan: SegmentationPlan;
  /** Where to write every row with its segment; by its ending CSV or Parquet. */
  out?: string;
}

/** What `segment --json` prints. */
export interface HeadlessReport {
  algorithm: string;
  parameters: Record<string, number | string>;
  rows: number;
  rejectedRows: number;
  features: string[];
  seed: number;
  segments: { segment: number; size: number; shareRatio: number }[];
  quality: Quality;
  notices: string[];
  timingsMs: Record<"read" | "prepare" | "fit" | "quality" | "write" | "total", number>;
  peakMemoryMb: number;
}

/**
 * Segments a file without web or database: read → prepare → fit → judge → write. Leaves nothing but `out` behind,
 * also when the process exits in the middle.
 * @throws AppError with a text for the user: unreadable file, impossible plan, too little memory.
 */
export async function segmentFile(request: HeadlessRequest): Promise<HeadlessReport> {
  const started = performance.now();
  return withScratchFolder("tessera-segment-", request.out, async (folder) => {
    try {
      await configureWarehouse({ memoryLimitMb: env().MEMORY_LIMIT_MB, threads: env().COMPUTE_THREADS, tempFolder: folder });
      return await segmentInFolder(request, folder, started);
    } finally {
      await closeWarehouse();
    }
  });
}

async function segmentInFolder(request: HeadlessRequest, folder: string, started: number): Promise<HeadlessReport> {
  await requireFile(request.file);
  const source = await openHeadlessSource({ file: request.file, features: request.plan.features, out: request.out, folder });
  const { table } = source;
  const features = table.columns.map((column) => column.name);
  const rowCount = table.rowIds.length;
  const read = performance.now() - started;
  const plan = { ...request.plan, features };
  const result = await runWithinMemory(() =>
    runSegmentation({ table, plan, describe: false, mayOverwrite: true }, { threads: env().COMPUTE_THREADS, memoryLimitBytes: env().MEMORY_LIMIT_MB * 1024 ** 2 }),
  );
  const writeStarted = performance.now();
  if (request.out) await source.write(request.out, result);
  const ended = performance.now();
  const { prepare, fit, quality } = result.timingsMs;
  return {
    algorithm: plan.algorithm,
    parameters: result.parameters,
    rows: rowCount,
    rejectedRows: source.rejectedRows,
    features,
    seed: plan.seed,
    segments: plan.algorithm === "pca" ? [] : countSegments(result.rows.segments),
    quality: result.quality,
    notices: result.details.notices,
    timingsMs: rounded({ read, prepare, fit, quality, write: ended - writeStarted, total: ended - started }),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new AppError("dataset_unreadable", `There is no file “${file}”.`);
}

async function runWithinMemory(run: () => Promise<SegmentationResult>): Promise<SegmentationResult> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof KernelMemoryExceeded) {
      const required = Math.ceil(error.requiredBytes / 1024 ** 2);
      throw new AppError("segmentation_too_large", `This needs about ${required} MB of memory and MEMORY_LIMIT_MB allows ${env().MEMORY_LIMIT_MB}. Use fewer rows or features, k-means, or raise the limit.`, { cause: error });
    }
    if (error instanceof RangeError) throw new AppError("segmentation_impossible", `This segmentation is not possible: ${error.message}.`, { cause: error });
    throw error;
  }
}

function rounded<Name extends string>(timings: Record<Name, number>): Record<Name, number> {
  return Object.fromEntries(Object.entries<number>(timings).map(([name, value]) => [name, Math.round(value * 10) / 10])) as Record<Name, number>;
}
