import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { AppError } from "../errors";
import type { CategoryColumn, FeatureColumn, FeatureTable, NumericColumn } from "../schemas/feature-column";
import type { ColumnType } from "../schemas/column";
import { describeParquet } from "./describe-parquet";
import { withConnection } from "./instance";
import { rowsOn, warehouseError } from "./query";
import { parquetTable, quoteIdentifier } from "./quote-sql";

/** DuckDB's vectors hold the raw memory in `items`; going through `getItem` would make an object per cell. */
export function rawItems<Items extends Float64Array | Int32Array>(chunk: DuckDBDataChunk, column: number): Items {
  return (chunk.getColumnVector(column) as unknown as { items: Items }).items;
}

/** The column `column` (SQL) as doubles, missing as NaN: booleans 0 and 1, dates and times epoch milliseconds. */
export function numberExpression(column: string, type: ColumnType): string {
  const asDouble: Partial<Record<ColumnType, string>> = {
    date: `epoch_ms(${column}::TIMESTAMP)::DOUBLE`,
    timestamp: `epoch_ms(${column})::DOUBLE`,
  };
  return `coalesce(${asDouble[type] ?? `${column}::DOUBLE`}, 'nan'::DOUBLE)`;
}

async function readNumbers(
  connection: DuckDBConnection,
  path: string,
  expressions: string[],
  rowCount: number,
): Promise<Float64Array[]> {
  const columns = expressions.map(() => new Float64Array(rowCount));
  const result = await connection.stream(`SELECT ${expressions.join(", ")} FROM ${parquetTable(path)}`);
  let offset = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [j, values] of columns.entries()) values.set(rawItems<Float64Array>(chunk, j), offset);
    offset += chunk.rowCount;
  }
  return columns;
}

async function readCategory(
  connection: DuckDBConnection,
  path: string,
  name: string,
  rowCount: number,
): Promise<CategoryColumn> {
  const column = quoteIdentifier(name);
  const table = parquetTable(path);
  const rows = await rowsOn(connection, `SELECT ${column} AS level FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY 1`);
  const levels = rows.map((row) => String(row.level));
  const codes = new Int32Array(rowCount).fill(-1);
  const result = await connection.stream(
    `WITH levels AS (SELECT level, (row_number() OVER (ORDER BY level) - 1)::INTEGER AS code
       FROM (SELECT ${column} AS level FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1))
     SELECT file_row_number::INTEGER, code
     FROM ${parquetTable(path, { rowNumbers: true })} JOIN levels ON ${column} = level`,
  );
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const positions = rawItems<Int32Array>(chunk, 0);
    const values = rawItems<Int32Array>(chunk, 1);
    for (let i = 0; i < chunk.rowCount; i += 1) codes[positions[i] ?? 0] = values[i] ?? -1;
  }
  return { kind: "category", name, codes, levels };
}

async function readOn(connection: DuckDBConnection, path: string, names: readonly string[]): Promise<FeatureTable> {
  const types = new Map((await describeParquet(connection, path)).map((column) => [column.name, column.type]));
  const unknown = names.find((name) => !types.has(name));
  if (unknown !== undefined) throw new AppError("bad_request", `There is no column “${unknown}” in this dataset.`);
  const [counted] = await rowsOn(connection, `SELECT count(*) AS n FROM ${parquetTable(path)}`);
  const rowCount = Number(counted?.n ?? 0);
  const numeric = names.filter((name) => types.get(name) !== "text");
  const expressions = ["row_id::DOUBLE", ...numeric.map((name) => numberExpression(quoteIdentifier(name), types.get(name) ?? "decimal"))];
  const [rowIds = new Float64Array(0), ...numbers] = await readNumbers(connection, path, expressions, rowCount);
  const byName = new Map<string, FeatureColumn>();
  for (const [j, name] of numeric.entries()) {
    byName.set(name, { kind: "numeric", name, values: numbers[j] ?? new Float64Array(0) } satisfies NumericColumn);
  }
  const columns: FeatureColumn[] = [];
  for (const name of names) columns.push(byName.get(name) ?? (await readCategory(connection, path, name, rowCount)));
  return { rowIds, columns };
}

/**
 * Reads columns of a stored Parquet file into typed arrays, in the file's row order.
 * Text becomes codes into its levels (sorted by code point, −1 missing); everything else becomes doubles
 * (NaN missing, booleans 0 and 1, dates and times epoch milliseconds).
 * Memory: 8 bytes per number and 4 per category cell; DuckDB hands them over in pieces.
 * @throws AppError `bad_request` for a name that is not a column.
 */
export async function readColumns(parquetPath: string, names: readonly string[]): Promise<FeatureTable> {
  try {
    return await withConnection((connection) => readOn(connection, parquetPath, names));
  } catch (error) {
    throw warehouseError(error);
  }
}
