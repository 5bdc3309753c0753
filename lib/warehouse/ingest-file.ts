import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "../errors";
import type { ColumnProfile } from "../schemas/column";
import type { DatasetKind, Dialect, ReadOptions } from "../schemas/dataset";
import type { Progress } from "../schemas/paging";
import { detectFormat } from "./detect-format";
import { emptyTableError, ingestError } from "./ingest-errors";
import { guessKind } from "./guess-kind";
import { withConnection } from "./instance";
import { ingestOrdinary, ordinaryBytes } from "./ingest-ordinary";
import { decodeText, unpackText, type PreparedText } from "./prepare-text";
import { profileColumns } from "./profile-columns";
import { parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";
import { readParquetTable } from "./read-parquet-table";
import { readTextTable, type ReadContext, type ReadTable } from "./read-text-table";
import { requireTimezone } from "./require-timezone";
import { runTracked } from "./run-tracked";
import { writeNoRejects, writeRejects } from "./write-rejects";
import { xlsxToText } from "./xlsx-to-text";

export interface IngestRequest {
  sourcePath: string;
  /** Name of the uploaded file: its ending says what the file should be. */
  fileName: string;
  targetPath: string;
  rejectsPath: string;
  options: ReadOptions;
  tempFolder: string;
  /** Number of the first record; more than 0 when the file is appended. */
  rowIdOffset?: number;
  /** From this size on a text is tried to be read in one go (default 1 MB). Changes nothing but the speed. */
  atOnceBytes?: number;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

export interface IngestResult {
  rowCount: number;
  rejectedCount: number;
  columns: ColumnProfile[];
  dialect: Dialect;
  kind: DatasetKind;
  storedBytes: number;
}

interface Opened {
  read: (context: ReadContext) => Promise<ReadTable>;
  dialect: (table: ReadTable) => Dialect;
}

/** A file as it can be read: text unpacked, or a format of its own. */
type Source = { text: string; compressed: boolean } | Opened;

function textDialect(table: ReadTable, text: PreparedText, options: ReadOptions): Dialect {
  return {
    format: "csv", delimiter: table.dialect?.delimiter, quote: table.dialect?.quote, header: table.dialect?.header,
    encoding: text.encoding, byteOrderMark: text.byteOrderMark, compressed: text.compressed, decimal: table.decimal,
    timezone: options.timezone ?? "UTC",
  };
}

/** Unpacks the file where it has to be (a sheet becomes CSV) and says how to read it. */
async function openSource(request: IngestRequest, tempFolder: string): Promise<Source> {
  const { sourcePath, fileName, options, signal } = request;
  const format = await detectFormat(sourcePath, fileName);
  const timezone = options.timezone ?? "UTC";
  if (format === "parquet") {
    return { read: (context) => readParquetTable(sourcePath, context), dialect: () => ({ format: "parquet", timezone }) };
  }
  if (format === "xlsx") {
    const { text, sheet } = await xlsxToText(sourcePath, tempFolder);
    const sheetOptions: ReadOptions = { ...options, delimiter: ",", decimal: undefined };
    return {
      read: (context) => readTextTable(text, { ...context, options: sheetOptions }),
      dialect: (table) => ({ format: "xlsx", sheet, header: table.dialect?.header, timezone }),
    };
  }
  return { text: await unpackText(sourcePath, format === "gzip", tempFolder, signal), compressed: format === "gzip" };
}

/** Makes a text UTF-8 and reads it with our own scanner beside DuckDB's reader. */
async function openText({ text, compressed }: { text: string; compressed: boolean }, { options, signal }: IngestRequest, tempFolder: string): Promise<Opened> {
  const prepared = { ...(await decodeText(text, options, tempFolder, signal)), compressed };
  return { read: (context) => readTextTable(prepared, context), dialect: (table) => textDialect(table, prepared, options) };
}

/** Writes the good rows under their column names, `row_id` first. */
async function writeRows(connection: DuckDBConnection, table: ReadTable, path: string, request: IngestRequest): Promise<void> {
  const number = table.hasRecords ? "record" : "file_row_number";
  const columns = table.names.map((name, j) => `c${j} AS ${quoteIdentifier(name)}`);
  const select = `SELECT (${number} + ${request.rowIdOffset ?? 0})::BIGINT AS row_id, ${columns.join(", ")} FROM ${parquetTable(table.staged.path, { rowNumbers: !table.hasRecords })}${table.staged.badRows > 0 ? " WHERE bad IS NULL" : ""}`;
  await runTracked(connection, `COPY (${select}) TO ${quoteLiteral(path)} (FORMAT parquet, COMPRESSION snappy)`, { signal: request.signal });
}

interface PartialFiles {
  target: string;
  rejects: string;
}

type Report = (stage: string, ratio: number) => void;

/** A file with nothing to repair goes into its Parquet file in one go. */
async function ingestAtOnce({ text, compressed }: { text: string; compressed: boolean }, request: IngestRequest, partial: PartialFiles, report: Report): Promise<IngestResult | undefined> {
  const { options, signal, rowIdOffset: firstRowId = 0 } = request;
  if ((await stat(text)).size < (request.atOnceBytes ?? ordinaryBytes)) return undefined;
  report("Reading rows", 0.1);
  const done = await ingestOrdinary({ path: text, compressed, options, targetPath: partial.target, firstRowId, signal, onRatio: (ratio) => report("Reading rows", 0.1 + 0.7 * ratio) });
  if (!done) return undefined;
  report("Profiling columns", 0.8);
  await withConnection((connection) => writeNoRejects(connection, partial.rejects));
  const columns = await profileColumns(partial.target, { roles: options.roles, signal, counted: done });
  return { rowCount: done.rows, rejectedCount: 0, columns, dialect: done.dialect, kind: guessKind(columns, done.rows), storedBytes: (await stat(partial.target)).size };
}

async function ingestCarefully(opened: Opened, request: IngestRequest, tempFolder: string, partial: PartialFiles, report: Report): Promise<IngestResult> {
  return withConnection(async (connection) => {
    const table = await opened.read({
      connection, options: request.options, tempFolder, signal: request.signal,
      onRatio: (ratio) => report("Reading rows", 0.1 + 0.5 * ratio),
    });
    const rejectedCount = table.structuralRejected + table.staged.badRows;
    const rowCount = table.records - rejectedCount;
    report("Writing rows", 0.62);
    await writeRejects(connection, { ...table, rowIdOffset: request.rowIdOffset ?? 0 }, partial.rejects);
    if (rowCount === 0) throw await emptyTableError(connection, table.records, partial.rejects);
    await writeRows(connection, table, partial.target, request);
    await rm(table.staged.path, { force: true });
    report("Profiling columns", 0.8);
    const columns = await profileColumns(partial.target, { roles: request.options.roles, signal: request.signal });
    const storedBytes = (await stat(partial.target)).size;
    return { rowCount, rejectedCount, columns, dialect: opened.dialect(table), kind: guessKind(columns, rowCount), storedBytes };
  });
}

async function ingestInto(request: IngestRequest, tempFolder: string, partial: PartialFiles): Promise<IngestResult> {
  let highest = 0;
  const report: Report = (stage, ratio) => {
    // A file that is begun in one go and has to be read again carefully does not go backwards.
    highest = Math.max(highest, ratio);
    request.onProgress?.({ stage, ratio: highest });
  };
  report("Checking the file", 0.02);
  const source = await openSource(request, tempFolder);
  if ("text" in source) {
    const done = await ingestAtOnce(source, request, partial, report);
    if (done) return done;
  }
  const opened = "text" in source ? await openText(source, request, tempFolder) : source;
  report("Reading rows", 0.1);
  return ingestCarefully(opened, request, tempFolder, partial, report);
}

/**
 * Reads an uploaded file (CSV or TSV in UTF-8, UTF-16 or Latin-1, also .gz; XLSX; Parquet) into a Parquet file with
 * `row_id` and the file's columns, and its rejected rows into another (see `writeRejects`).
 *
 * Rows in = `rowCount` + `rejectedCount`, always. A record is rejected when it has the wrong number of cells, a broken
 * quote, bytes that are no text, more than 2 MB, or a cell that its column's type does not fit. A type found from a
 * sample that more than 1 % of the cells fail was wrong: the column is read again as a wider type, in the end as text;
 * a type in `options.types` always stays. Empty cells are missing; in columns of other types than text so are NA, N/A,
 * null, NaN, none, - and the like. Times become UTC instants; those without a zone are taken in `options.timezone`.
 *
 * Files appear under their names only when everything is done; after an error or a cancel nothing is left.
 * @throws AppError `dataset_unreadable`, `dataset_empty`, `storage_full`, `job_cancelled`; `bad_request` for an unknown time zone.
 */
export async function ingestFile(request: IngestRequest): Promise<IngestResult> {
  const mark = randomUUID();
  const tempFolder = path.join(request.tempFolder, `ingest-${mark}`);
  const partial = { target: `${request.targetPath}.${mark}.partial`, rejects: `${request.rejectsPath}.${mark}.partial` };
  try {
    if (request.signal?.aborted) throw new AppError("job_cancelled", "The work was cancelled.");
    requireTimezone(request.options);
    await mkdir(tempFolder, { recursive: true });
    const result = await ingestInto(request, tempFolder, partial);
    if (request.signal?.aborted) throw new AppError("job_cancelled", "The work was cancelled.");
    await rename(partial.rejects, request.rejectsPath);
    await rename(partial.target, request.targetPath);
    request.onProgress?.({ stage: "Ready", ratio: 1 });
    return result;
  } catch (error) {
    await rm(partial.target, { force: true });
    await rm(partial.rejects, { force: true });
    throw ingestError(error, request.signal);
  } finally {
    await rm(tempFolder, { recursive: true, force: true });
  }
}
