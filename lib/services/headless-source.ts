import path from "node:path";
import { AppError } from "../errors";
import type { ColumnProfile } from "../schemas/column";
import type { FeatureTable } from "../schemas/feature-column";
import type { SegmentationResult } from "../segmentation/result";
import { notSegmented } from "../segmentation/segment-rows";
import type { AddedColumn } from "../warehouse/append-kernel";
import { appendToLines } from "../warehouse/append-to-lines";
import { exportFile } from "../warehouse/export-file";
import { ingestFile } from "../warehouse/ingest-file";
import { isIdentifier } from "../warehouse/plain-identifiers";
import { readColumns } from "../warehouse/read-columns";
import { readPlainFile, type PlainFile } from "../warehouse/read-plain-file";
import { writeAssignments } from "../warehouse/write-assignments";

/** A file opened for a segmentation: its features, and how its rows are written with their segments. */
export interface HeadlessSource {
  table: FeatureTable;
  rejectedRows: number;
  write: (out: string, result: SegmentationResult) => Promise<void>;
}

export interface SourceRequest {
  file: string;
  /** When empty, every numeric column that is no identifier. */
  features: readonly string[];
  /** Where the rows will be written. */
  out?: string;
  /** For files in between. */
  folder: string;
}

/**
 * Opens a file: an ordinary CSV file is read straight into memory, and its own lines are written again byte for byte with
 * the new columns behind them; every other file is ingested first, as an upload would be.
 * @throws AppError of `ingestFile`; `segmentation_impossible` for features that are not there.
 */
export async function openHeadlessSource(request: SourceRequest): Promise<HeadlessSource> {
  return (await openPlain(request)) ?? (await openIngested(request));
}

async function openPlain({ file, features, out, folder }: SourceRequest): Promise<HeadlessSource | undefined> {
  if (out !== undefined && !out.endsWith(".csv")) return undefined;
  const plain = await readPlainFile({ sourcePath: path.resolve(file), fileName: path.basename(file), tempFolder: folder, features });
  const table = plain && (features.length > 0 ? plain.table : withoutIdentifiers(plain));
  if (!table) return undefined;
  return { table, rejectedRows: 0, write: (target, result) => appendToLines(plain.lines, path.resolve(target), addedColumns(result)) };
}

/** The numeric columns that are no identifiers; nothing when their values alone don't tell, or none is left. */
function withoutIdentifiers({ table, columns }: PlainFile): FeatureTable | undefined {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const numeric = table.columns.flatMap((column) => (column.kind === "numeric" ? [column] : []));
  const verdicts = numeric.map(({ name, values }) => isIdentifier({ name, type: types.get(name) ?? "decimal", values }));
  const features = numeric.filter((_, j) => verdicts[j] === false);
  return features.length > 0 && !verdicts.includes(undefined) ? { rowIds: table.rowIds, columns: features } : undefined;
}

/** Columns of the output: `segment` and `confidence`, or a PCA's components and `confidence`; empty for rows that took no part. */
function addedColumns({ rows, segments }: SegmentationResult): AddedColumn[] {
  const confidence = { name: "confidence", values: rows.confidence };
  if (segments.length === 0 && rows.components.length > 0) return [...rows.components.map((values, c) => ({ name: `pc${c + 1}`, values })), confidence];
  if (!rows.segments.includes(notSegmented)) return [{ name: "segment", values: rows.segments }, confidence];
  return [{ name: "segment", values: Float32Array.from(rows.segments, (segment) => (segment === notSegmented ? Number.NaN : segment)) }, confidence];
}

async function openIngested({ file, features, folder }: SourceRequest): Promise<HeadlessSource> {
  const parquetPath = path.join(folder, "rows.parquet");
  const ingested = await ingestFile({
    sourcePath: path.resolve(file),
    fileName: path.basename(file),
    targetPath: parquetPath,
    rejectsPath: path.join(folder, "rejects.parquet"),
    options: {},
    tempFolder: folder,
  });
  const chosen = features.length > 0 ? features : defaultFeatures(ingested.columns);
  requireColumns(chosen, ingested.columns);
  const table = await readColumns(parquetPath, chosen);
  return { table, rejectedRows: ingested.rejectedCount, write: (out, result) => exportRows(out, parquetPath, folder, table.rowIds, result) };
}

/** Every numeric column that is no identifier. */
function defaultFeatures(columns: ColumnProfile[]): string[] {
  const identifiers = new Set(["id", "user", "item"]);
  const numeric = columns.filter((column) => (column.type === "integer" || column.type === "decimal") && !identifiers.has(column.role));
  if (numeric.length > 0) return numeric.map((column) => column.name);
  throw new AppError("segmentation_impossible", "The file has no numeric column to segment by. Name category columns with --features and choose --encode onehot.");
}

function requireColumns(features: readonly string[], columns: ColumnProfile[]): void {
  const known = new Set(columns.map((column) => column.name));
  const unknown = features.filter((feature) => !known.has(feature));
  if (unknown.length === 0) return;
  const names = columns.slice(0, 30).map((column) => column.name);
  const more = columns.length > names.length ? " …" : "";
  throw new AppError("segmentation_impossible", `The file has no column “${unknown.join("”, “")}”. Its columns are: ${names.join(", ")}${more}.`);
}

async function exportRows(out: string, parquetPath: string, folder: string, rowIds: Float64Array, result: SegmentationResult): Promise<void> {
  const assignmentsPath = path.join(folder, "segments.parquet");
  await writeAssignments(assignmentsPath, keptOnly(rowIds, result));
  const format = out.endsWith(".parquet") ? "parquet" : "csv";
  await exportFile(path.resolve(out), { parquetPath, assignmentsPath, format, assignmentColumns: addedColumns(result).map(({ name }) => name) });
}

/** Rows that took no part are not written, so that their segment stays empty in the joined file. */
function keptOnly(rowIds: Float64Array, { rows }: SegmentationResult): { rowIds: Float64Array; segments: Int32Array; [column: string]: Float64Array | Float32Array | Int32Array } {
  const components = Object.fromEntries(rows.components.map((values, c) => [`pc${c + 1}`, values]));
  const all = { rowIds, segments: rows.segments, confidence: rows.confidence, ...components };
  if (!rows.confidence.some(Number.isNaN)) return all;
  const kept = <Values extends Float64Array | Float32Array | Int32Array>(values: Values): Values => values.filter((_value, i) => !Number.isNaN(rows.confidence[i])) as Values;
  return { ...Object.fromEntries(Object.entries(components).map(([name, values]) => [name, kept(values)])), rowIds: kept(rowIds), segments: kept(rows.segments), confidence: kept(rows.confidence) };
}
