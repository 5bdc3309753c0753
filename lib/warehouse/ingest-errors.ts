import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "../errors";
import { rowsOn } from "./query";
import { parquetTable } from "./quote-sql";
import { cancelled } from "./run-tracked";

/** The error for a table without a single good row: says what is wrong with its first rows. */
export async function emptyTableError(connection: DuckDBConnection, records: number, rejectsPath: string): Promise<AppError> {
  if (records === 0) return new AppError("dataset_empty", "The file has a header but no rows below it. Check the file and upload it again.");
  const first = await rowsOn(connection, `SELECT line, "column", reason FROM ${parquetTable(rejectsPath)} LIMIT 3`);
  const where = first.map((row) => `line ${row.line}${row.column ? ` (${row.column})` : ""}: ${row.reason}`).join("; ");
  const rows = records === 1 ? "Its only row" : `None of its ${records} rows`;
  return new AppError("dataset_empty", `${rows} can${records === 1 ? "'t" : ""} be used. ${where}. Check the delimiter and the columns' types, or correct the file.`);
}

/** Any failure of an ingest as an error that a user can act on. */
export function ingestError(error: unknown, signal: AbortSignal | undefined): AppError {
  if (signal?.aborted) return cancelled();
  if (error instanceof AppError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left|disk is full|Could not write|EDQUOT/iu.test(text)) {
    return new AppError("storage_full", "The disk is full. Free some space and upload the file again.", { cause: error, message: text });
  }
  if (/Out of Memory|failed to (allocate|offload)/iu.test(text)) {
    return new AppError("dataset_unreadable", "The file needs more memory to read than this server allows. Split it, or ask the administrator for a higher memory limit.", { cause: error, message: text });
  }
  return new AppError("dataset_unreadable", "The file can't be read as a table. Check that it is complete, or save it as CSV in UTF-8 and upload that.", { cause: error, message: text });
}
