import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import type { ColumnType } from "../schemas/column";
import { withConnection } from "./instance";
import { warehouseError } from "./query";
import { parquetTable, quoteIdentifier, quoteLiteral } from "./quote-sql";

export type RowCell = string | number | boolean | null;

/** How a cell is read from its JSON: times as ISO 8601. */
const jsonTypes: Record<ColumnType, string> = {
  integer: "BIGINT", decimal: "DOUBLE", text: "VARCHAR", boolean: "BOOLEAN", date: "DATE", timestamp: "TIMESTAMPTZ",
};

/** Writes rows (cells in column order) to a Parquet file with the given columns. The file appears when it is complete. */
export async function writeRowsFile(path: string, columns: readonly { name: string; type: ColumnType }[], rows: readonly (readonly RowCell[])[]): Promise<void> {
  const text = `${path}.json`;
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(text, rows.map((cells) => `${JSON.stringify(Object.fromEntries(cells.map((cell, j) => [`c${j}`, cell])))}\n`).join(""));
    const types = columns.map(({ type }, j) => `c${j}: '${jsonTypes[type]}'`).join(", ");
    const select = columns.map(({ name }, j) => `c${j} AS ${quoteIdentifier(name)}`).join(", ");
    await withConnection((connection) => connection.run(
      `COPY (SELECT ${select} FROM read_json(${quoteLiteral(text)}, format = 'newline_delimited', columns = {${types}})) TO ${quoteLiteral(partial)} (FORMAT parquet, COMPRESSION snappy)`,
    ));
    await rename(partial, path);
  } catch (error) {
    throw warehouseError(error);
  } finally {
    await rm(text, { force: true });
    await rm(partial, { force: true });
  }
}

/** Writes the rows of `from` whose `row_id` is at least `firstRowId`, then those of `more`, without their ids. */
export async function joinTails(path: string, from: string, firstRowId: number, more: string, columns: readonly string[]): Promise<void> {
  const list = columns.map(quoteIdentifier).join(", ");
  try {
    await withConnection((connection) => connection.run(
      `COPY (SELECT ${list} FROM ${parquetTable(from)} WHERE row_id >= ${Math.trunc(firstRowId)} UNION ALL SELECT ${list} FROM ${parquetTable(more)}) TO ${quoteLiteral(path)} (FORMAT parquet, COMPRESSION snappy)`,
    ));
  } catch (error) {
    throw warehouseError(error);
  }
}

/** Writes the rows of `from`, then those of `more` under the next row ids; columns named in `asText` become text in both. */
export async function joinRows(path: string, from: string, more: string, { columns, asText, firstRowId }: { columns: readonly string[]; asText: readonly string[]; firstRowId: number }): Promise<void> {
  const list = columns.map((name) => (asText.includes(name) ? `${quoteIdentifier(name)}::VARCHAR AS ${quoteIdentifier(name)}` : quoteIdentifier(name))).join(", ");
  try {
    await withConnection((connection) => connection.run(
      `COPY (SELECT row_id, ${list} FROM ${parquetTable(from)} UNION ALL SELECT (${Math.trunc(firstRowId)} - 1 + row_number() OVER ())::BIGINT AS row_id, ${list} FROM ${parquetTable(more)}) TO ${quoteLiteral(path)} (FORMAT parquet, COMPRESSION snappy)`,
    ));
  } catch (error) {
    throw warehouseError(error);
  }
}
