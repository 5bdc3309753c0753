import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "../errors";
import type { ColumnType } from "../schemas/column";
import { describeParquet, type StoredColumn } from "./describe-parquet";
import { guessKind } from "./guess-kind";
import { ingestError } from "./ingest-errors";
import { ingestFile, type IngestRequest, type IngestResult } from "./ingest-file";
import { withConnection } from "./instance";
import { profileColumns } from "./profile-columns";
import { rowsOn } from "./query";
import { parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";
import { runTracked } from "./run-tracked";

export interface AppendRequest extends Omit<IngestRequest, "rowIdOffset"> {
  /** The version to append to, and its rejects; both stay as they are. */
  basePath: string;
  baseRejectsPath?: string;
  /** Records of the base version, stored and rejected: the first number of the new rows. */
  baseRecords: number;
}

export interface AppendResult extends IngestResult {
  /** Rows and rejects of the new file alone; the other figures are those of the whole. */
  appended: { rowCount: number; rejectedCount: number };
}

const storedTypes: Record<ColumnType, string> = {
  integer: "BIGINT", decimal: "DOUBLE", text: "VARCHAR", boolean: "BOOLEAN", date: "DATE", timestamp: "TIMESTAMPTZ",
};

/** The type that holds both without a loss; nothing when there is none but text. */
function commonType(a: ColumnType, b: ColumnType): ColumnType | undefined {
  if (a === b) return a;
  const pair = new Set([a, b]);
  if (pair.has("integer") && pair.has("decimal")) return "decimal";
  return pair.has("date") && pair.has("timestamp") ? "timestamp" : undefined;
}

function checkNames(base: readonly StoredColumn[], added: readonly StoredColumn[]): void {
  const names = (columns: readonly StoredColumn[]) => new Set(columns.map((column) => column.name));
  const [baseNames, addedNames] = [names(base), names(added)];
  const missing = [...baseNames].filter((name) => !addedNames.has(name));
  const extra = [...addedNames].filter((name) => !baseNames.has(name));
  if (missing.length === 0 && extra.length === 0) return;
  const list = (found: string[]) => found.slice(0, 5).map((name) => `“${name}”`).join(", ") + (found.length > 5 ? " and more" : "");
  const parts = [...(missing.length > 0 ? [`missing: ${list(missing)}`] : []), ...(extra.length > 0 ? [`not in the dataset: ${list(extra)}`] : [])];
  throw new AppError("dataset_unreadable", `The file's columns are not those of the dataset (${parts.join("; ")}). Give it the same column names, or upload it as a new dataset.`);
}

/** Types to read the new file with: the dataset's for text, and where the file's own type can't be joined with it. */
function typesToForce(base: readonly StoredColumn[], added: readonly StoredColumn[] | undefined): Record<string, ColumnType> {
  const own = new Map(added?.map((column) => [column.name, column.type]));
  const forced = base.filter((column) => column.type === "text" || (added && commonType(column.type, own.get(column.name) ?? "text") === undefined));
  return Object.fromEntries(forced.map((column) => [column.name, column.type]));
}

async function concatenate(connection: DuckDBConnection, parts: { base: string; added: string; target: string }, signal?: AbortSignal): Promise<void> {
  const [base, added] = [await describeParquet(connection, parts.base), await describeParquet(connection, parts.added)];
  const types = new Map(added.map((column) => [column.name, column.type]));
  const columns = base.map((column) => `${quoteIdentifier(column.name)}::${storedTypes[commonType(column.type, types.get(column.name) ?? column.type) ?? "text"]} AS ${quoteIdentifier(column.name)}`);
  const select = (file: string) => `SELECT row_id, ${columns.join(", ")} FROM ${parquetTable(file)}`;
  await runTracked(connection, `COPY (${select(parts.base)} UNION ALL ${select(parts.added)}) TO ${quoteLiteral(parts.target)} (FORMAT parquet, COMPRESSION snappy)`, { signal });
}

/** Reads the new file beside the base; once more with the dataset's types where its own don't go with them. */
async function ingestBeside(request: AppendRequest, base: readonly StoredColumn[], files: { added: string; rejects: string }): Promise<IngestResult> {
  const ingest = (types: Record<string, ColumnType>) =>
    ingestFile({
      ...request, targetPath: files.added, rejectsPath: files.rejects, rowIdOffset: request.baseRecords,
      options: { ...request.options, types: { ...types, ...request.options.types } },
    });
  const first = await ingest(typesToForce(base, undefined));
  const added = await withConnection((connection) => describeParquet(connection, files.added));
  checkNames(base, added);
  const all = typesToForce(base, added);
  const clash = Object.keys(all).some((name) => base.find((column) => column.name === name)?.type !== "text");
  return clash ? ingest(all) : first;
}

async function appendInto(request: AppendRequest, tempFolder: string, partial: { target: string; rejects: string }): Promise<AppendResult> {
  const files = { added: path.join(tempFolder, "added.parquet"), rejects: path.join(tempFolder, "rejects.parquet") };
  const base = await withConnection((connection) => describeParquet(connection, request.basePath));
  const added = await ingestBeside(request, base, files);
  return withConnection(async (connection) => {
    await concatenate(connection, { base: request.basePath, added: files.added, target: partial.target }, request.signal);
    const rejectParts = [...(request.baseRejectsPath ? [request.baseRejectsPath] : []), files.rejects].map((file) => `SELECT * FROM ${parquetTable(file)}`);
    await connection.run(`COPY (${rejectParts.join(" UNION ALL ")}) TO ${quoteLiteral(partial.rejects)} (FORMAT parquet)`);
    const [counted] = await rowsOn(connection, `SELECT count(*) AS n FROM ${parquetTable(partial.target)}`);
    const rowCount = Number(counted?.n ?? 0);
    const columns = await profileColumns(partial.target, { roles: request.options.roles, signal: request.signal });
    return {
      ...added, rowCount, rejectedCount: request.baseRecords + added.rowCount + added.rejectedCount - rowCount, columns,
      kind: guessKind(columns, rowCount), storedBytes: (await stat(partial.target)).size,
      appended: { rowCount: added.rowCount, rejectedCount: added.rejectedCount },
    };
  });
}

/**
 * Reads a file with the same columns (by name, in any order) and writes a new Parquet file with the base version's rows
 * followed by it; `row_id` goes on after the base's records. Whole numbers and numbers become numbers, dates and times
 * become times; elsewhere the dataset's type stays, and cells of the new file that don't fit it are rejected.
 * After an error or a cancel nothing is left.
 * @throws AppError as `ingestFile`, and `dataset_unreadable` when the columns are not the same.
 */
export async function appendVersion(request: AppendRequest): Promise<AppendResult> {
  const mark = randomUUID();
  const tempFolder = path.join(request.tempFolder, `append-${mark}`);
  const partial = { target: `${request.targetPath}.${mark}.partial`, rejects: `${request.rejectsPath}.${mark}.partial` };
  try {
    await mkdir(tempFolder, { recursive: true });
    const result = await appendInto(request, tempFolder, partial);
    await rename(partial.rejects, request.rejectsPath);
    await rename(partial.target, request.targetPath);
    return result;
  } catch (error) {
    await rm(partial.target, { force: true });
    await rm(partial.rejects, { force: true });
    throw ingestError(error, request.signal);
  } finally {
    await rm(tempFolder, { recursive: true, force: true });
  }
}
