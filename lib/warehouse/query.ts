import type { DuckDBConnection } from "@duckdb/node-api";
import type { z } from "zod";
import { AppError } from "../errors";
import { withConnection } from "./instance";
import { plainValue, type PlainValue } from "./plain-value";

/** What may be bound to a `?` or `$name`: numbers, texts, truth values, instants, missing, and lists of texts or numbers. */
export type Binding = string | number | bigint | boolean | Date | null;

function bindable(value: Binding): string | number | bigint | boolean | null {
  if (value instanceof Date) return value.toISOString();
  return value;
}

/** Bound values in the form DuckDB takes: by position or by name. */
function bindAll(bindings: readonly Binding[] | Record<string, Binding>) {
  if (Array.isArray(bindings)) return bindings.map(bindable);
  return Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, bindable(value)]));
}

/** Rows of one statement as plain objects, on a connection that the caller holds. */
export async function rowsOn(
  connection: DuckDBConnection,
  sql: string,
  bindings: readonly Binding[] | Record<string, Binding> = [],
): Promise<Record<string, PlainValue>[]> {
  const result = await connection.run(sql, bindAll(bindings));
  const names = result.deduplicatedColumnNames();
  const rows: Record<string, PlainValue>[] = [];
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const columns = names.map((_, j) => chunk.getColumnValues(j));
    for (let i = 0; i < chunk.rowCount; i += 1) {
      const row: Record<string, PlainValue> = {};
      for (const [j, name] of names.entries()) row[name] = plainValue(columns[j]?.[i] ?? null);
      rows.push(row);
    }
  }
  return rows;
}

/** Text of a failed statement without the program's own SQL in the screen's message. */
export function warehouseError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/No space left|disk is full|Could not write/iu.test(text)) {
    return new AppError("storage_full", "The disk is full. Free some space and try again.", { cause: error, message: text });
  }
  return new AppError("internal", "The data could not be read.", { cause: error, message: text });
}

/**
 * Runs one statement and returns its rows, each checked against `rowSchema`.
 * Values are always bound (`?` by position, `$name` by name); files are named with `parquetTable(path)`
 * and columns with `quoteIdentifier(name)`. Times come as ISO 8601 in UTC, dates as YYYY-MM-DD,
 * whole numbers as numbers (as text beyond 2^53), decimals as numbers, lists as arrays.
 * @throws AppError `storage_full`, or `internal` with DuckDB's own text as the log message.
 */
export async function query<Row extends z.ZodType>(
  sql: string,
  bindings: readonly Binding[] | Record<string, Binding>,
  rowSchema: Row,
): Promise<z.infer<Row>[]> {
  try {
    const rows = await withConnection((connection) => rowsOn(connection, sql, bindings));
    return rows.map((row) => rowSchema.parse(row));
  } catch (error) {
    throw warehouseError(error);
  }
}
