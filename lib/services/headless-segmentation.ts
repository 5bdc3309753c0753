import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { env } from "../env";
import { AppError } from "../errors";
import { KernelMemoryExceeded } from "../kernels/control";
import type { ColumnProfile } from "../schemas/column";
import type { Quality, SegmentationPlan } from "../schemas/segmentation";
import { countSegments } from "../segmentation/describe-run";
import type { SegmentationResult } from "../segmentation/result";
import { runSegmentation } from "../segmentation/run-segmentation";
import { exportFile } from "../warehouse/export-file";
import { ingestFile } from "../warehouse/ingest-file";
import { closeWarehouse, configureWarehouse } from "../warehouse/instance";
import { readColumns } from "../warehouse/read-columns";
import { writeAssignments } from "../warehouse/write-assignments";

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
 * Segments a file without web or database: read → prepare → fit → judge → write. Leaves nothing but `out` behind.
 * @throws AppError with a text for the user: unreadable file, impossible plan, too little memory.
 */
export async function segmentFile(request: HeadlessRequest): Promise<HeadlessReport> {
  const started = performance.now();
  const folder = await mkdtemp(path.join(tmpdir(), "tessera-segment-"));
  try {
    await configureWarehouse({ memoryLimitMb: env().MEMORY_LIMIT_MB, threads: env().COMPUTE_THREADS, tempFolder: folder });
    return await segmentInFolder(request, folder, started);
  } finally {
    await closeWarehouse();
    await rm(folder, { recursive: true, force: true });
  }
}

async function segmentInFolder(request: HeadlessRequest, folder: string, started: number): Promise<HeadlessReport> {
  const parquetPath = path.join(folder, "rows.parquet");
  await requireFile(request.file);
  const ingested = await ingestFile({
    sourcePath: path.resolve(request.file),
    fileName: path.basename(request.file),
    targetPath: parquetPath,
    rejectsPath: path.join(folder, "rejects.parquet"),
    options: {},
    tempFolder: folder,
  });
  const features = request.plan.features.length > 0 ? request.plan.features : defaultFeatures(ingested.columns);
  requireColumns(features, ingested.columns);
  const table = await readColumns(parquetPath, features);
  const read = performance.now() - started;
  const plan = { ...request.plan, features };
  const result = await runWithinMemory(() =>
    runSegmentation({ table, plan, describe: false }, { threads: env().COMPUTE_THREADS, memoryLimitBytes: env().MEMORY_LIMIT_MB * 1024 ** 2 }),
  );
  const writeStarted = performance.now();
  if (request.out) await writeOut(request.out, parquetPath, folder, table.rowIds, result);
  const ended = performance.now();
  const { prepare, fit, quality } = result.timingsMs;
  return {
    algorithm: plan.algorithm,
    parameters: result.parameters,
    rows: ingested.rowCount,
    rejectedRows: ingested.rejectedCount,
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

/** Every numeric column that is no identifier. */
function defaultFeatures(columns: ColumnProfile[]): string[] {
  const identifiers = new Set(["id", "user", "item"]);
  const numeric = columns.filter((column) => (column.type === "integer" || column.type === "decimal") && !identifiers.has(column.role));
  if (numeric.length > 0) return numeric.map((column) => column.name);
  throw new AppError("segmentation_impossible", "The file has no numeric column to segment by. Name category columns with --features and choose --encode onehot.");
}

function requireColumns(features: string[], columns: ColumnProfile[]): void {
  const known = new Set(columns.map((column) => column.name));
  const unknown = features.filter((feature) => !known.has(feature));
  if (unknown.length === 0) return;
  const names = columns.slice(0, 30).map((column) => column.name);
  const more = columns.length > names.length ? " …" : "";
  throw new AppError("segmentation_impossible", `The file has no column “${unknown.join("”, “")}”. Its columns are: ${names.join(", ")}${more}.`);
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

async function writeOut(out: string, parquetPath: string, folder: string, rowIds: Float64Array, result: SegmentationResult): Promise<void> {
  const isPca = result.segments.length === 0 && result.rows.components.length > 0;
  const assignmentsPath = path.join(folder, "segments.parquet");
  const kept = keptOnly(rowIds, result);
  await writeAssignments(assignmentsPath, kept);
  const components = Object.keys(kept).filter((name) => /^pc\d+$/.test(name));
  await exportFile(path.resolve(out), {
    parquetPath,
    assignmentsPath,
    format: out.endsWith(".parquet") ? "parquet" : "csv",
    assignmentColumns: isPca ? [...components, "confidence"] : ["segment", "confidence"],
  });
}

/** Rows that took no part are not written, so that their segment stays empty in the joined file. */
function keptOnly(rowIds: Float64Array, { rows }: SegmentationResult): { rowIds: Float64Array; segments: Int32Array; [column: string]: Float64Array | Float32Array | Int32Array } {
  const components = Object.fromEntries(rows.components.map((values, c) => [`pc${c + 1}`, values]));
  const all = { rowIds, segments: rows.segments, confidence: rows.confidence, ...components };
  if (!rows.confidence.some(Number.isNaN)) return all;
  const kept = <Values extends Float64Array | Float32Array | Int32Array>(values: Values): Values => values.filter((_value, i) => !Number.isNaN(rows.confidence[i])) as Values;
  return { ...Object.fromEntries(Object.entries(components).map(([name, values]) => [name, kept(values)])), rowIds: kept(rowIds), segments: kept(rows.segments), confidence: kept(rows.confidence) };
}

function rounded<Name extends string>(timings: Record<Name, number>): Record<Name, number> {
  return Object.fromEntries(Object.entries<number>(timings).map(([name, value]) => [name, Math.round(value * 10) / 10])) as Record<Name, number>;
}
