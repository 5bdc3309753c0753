import { rename, rm } from "node:fs/promises";
import { DOUBLE, DuckDBDataChunk, FLOAT, INTEGER, TINYINT, type DuckDBConnection, type DuckDBType } from "@duckdb/node-api";
import { temporaryName, withConnection } from "./instance";
import { warehouseError } from "./query";
import { quoteIdentifier, quoteLiteral } from "./quote-sql";

export type AssignmentValues = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Columns of equal length: `rowIds` and `segments` (−1 noise), and any further ones under the name they get in the file. */
export interface Assignments {
  rowIds: Float64Array;
  segments: Int32Array;
  [column: string]: AssignmentValues | undefined;
}

const chunkRows = 2048;
const storedNames: Record<string, string> = { rowIds: "row_id", segments: "segment" };

function typeOf(values: AssignmentValues): DuckDBType {
  if (values instanceof Float64Array) return DOUBLE;
  if (values instanceof Float32Array) return FLOAT;
  return values instanceof Int32Array ? INTEGER : TINYINT;
}

async function fill(connection: DuckDBConnection, table: string, columns: [string, AssignmentValues][]): Promise<void> {
  const appender = await connection.createAppender(table);
  const types = columns.map(([, values]) => typeOf(values));
  const rows = columns[0]?.[1].length ?? 0;
  for (let from = 0; from < rows; from += chunkRows) {
    const size = Math.min(chunkRows, rows - from);
    const chunk = DuckDBDataChunk.create(types, size);
    for (const [j, [, values]] of columns.entries()) {
      const vector = chunk.getColumnVector(j);
      (vector as unknown as { items: AssignmentValues }).items.set(values.subarray(from, from + size));
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** What a column becomes in the file: the row's number BIGINT, and NaN missing. */
function storedExpression(name: string, values: AssignmentValues): string {
  const column = quoteIdentifier(name);
  if (name === "row_id") return `${column}::BIGINT AS ${column}`;
  const isFloat = values instanceof Float64Array || values instanceof Float32Array;
  return isFloat ? `CASE WHEN isnan(${column}) THEN NULL ELSE ${column} END AS ${column}` : column;
}

/**
 * Writes one row per data row to a Parquet file: `row_id` BIGINT, `segment` INTEGER, then the further columns
 * by their names (Float64Array DOUBLE, Float32Array FLOAT, Int32Array INTEGER, Uint8Array TINYINT; NaN becomes missing).
 * The file appears under its name only when it is complete.
 */
export async function writeAssignments(path: string, assignments: Assignments): Promise<void> {
  const columns = Object.entries(assignments)
    .filter((entry): entry is [string, AssignmentValues] => entry[1] !== undefined)
    .map(([name, values]): [string, AssignmentValues] => [storedNames[name] ?? name, values]);
  const partial = `${path}.partial`;
  try {
    await withConnection(async (connection) => {
      const table = temporaryName("assignments");
      const definitions = columns.map(([name, values]) => `${quoteIdentifier(name)} ${typeOf(values).toString()}`);
      await connection.run(`CREATE TEMP TABLE ${table} (${definitions.join(", ")})`);
      try {
        await fill(connection, table, columns);
        const stored = columns.map(([name, values]) => storedExpression(name, values)).join(", ");
        await connection.run(`COPY (SELECT ${stored} FROM ${table}) TO ${quoteLiteral(partial)} (FORMAT parquet)`);
      } finally {
        await connection.run(`DROP TABLE ${table}`);
      }
    });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw warehouseError(error);
  }
}
