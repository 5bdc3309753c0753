import type { DuckDBConnection } from "@duckdb/node-api";
import type { RowFilter } from "../schemas/dataset";
import { AppError } from "../errors";
import { describeParquet, type StoredColumn } from "./describe-parquet";
import { withConnection } from "./instance";
import type { PlainValue } from "./plain-value";
import { rowsOn, warehouseError } from "./query";
import { parquetTable, quoteIdentifier } from "./quote-sql";
import { whereOf, type WhereClause } from "./row-filter-sql";

export interface ReadRowsOptions {
  /** Names of the columns to return, in order; all when absent. */
  columns?: readonly string[];
  sort?: string;
  direction?: "asc" | "desc";
  filters?: readonly RowFilter[];
  limit: number;
  offset: number;
}

export interface ReadRowsResult {
  columns: StoredColumn[];
  rows: { rowId: number; cells: (string | number | boolean | null)[] }[];
  /** Rows that match the filters. */
  total: number;
}

function cellOf(value: PlainValue | undefined): string | number | boolean | null {
  if (value === undefined || value === null || typeof value !== "object") return value ?? null;
  return JSON.stringify(value);
}

/** Sorting by a column breaks ties by `row_id`, so that pages never overlap; missing cells come last. */
function orderOf(options: ReadRowsOptions, columns: readonly StoredColumn[]): string {
  const direction = options.direction === "desc" ? "DESC" : "ASC";
  if (options.sort === undefined || options.sort === "row_id") return `row_id ${options.sort ? direction : "ASC"}`;
  if (!columns.some((column) => column.name === options.sort)) {
    throw new AppError("bad_request", `There is no column “${options.sort}” in this dataset.`);
  }
  return `${quoteIdentifier(options.sort)} ${direction} NULLS LAST, row_id ASC`;
}

function chosenColumns(all: readonly StoredColumn[], names: readonly string[] | undefined): StoredColumn[] {
  if (!names) return [...all];
  return names.map((name) => {
    const found = all.find((column) => column.name === name);
    if (!found) throw new AppError("bad_request", `There is no column “${name}” in this dataset.`);
    return found;
  });
}

/**
 * Where the rows of an unsorted page lie: finding them by `row_id` alone reads one column instead of all,
 * and the range then lets DuckDB pass over the other parts of the file.
 */
async function rangeOf(connection: DuckDBConnection, table: string, where: WhereClause, options: ReadRowsOptions): Promise<WhereClause> {
  const [found] = await rowsOn(
    connection,
    `SELECT min(row_id) AS first, max(row_id) AS last FROM (SELECT row_id FROM ${table} WHERE ${where.sql} ORDER BY row_id LIMIT ? OFFSET ?)`,
    [...where.bindings, options.limit, options.offset],
  );
  if (typeof found?.first !== "number" || typeof found.last !== "number") return { sql: "FALSE", bindings: [] };
  return { sql: `(${where.sql}) AND row_id BETWEEN ? AND ?`, bindings: [...where.bindings, found.first, found.last] };
}

/**
 * One page of a stored Parquet file. Cells: missing null, times ISO 8601 in UTC, dates YYYY-MM-DD,
 * whole numbers beyond 2^53 as text.
 * @throws AppError `bad_request` for a column that does not exist.
 */
export async function readRows(parquetPath: string, options: ReadRowsOptions): Promise<ReadRowsResult> {
  try {
    return await withConnection(async (connection) => {
      const all = await describeParquet(connection, parquetPath);
      const columns = chosenColumns(all, options.columns);
      const table = parquetTable(parquetPath);
      const where = whereOf(options.filters ?? [], all);
      const order = orderOf(options, all);
      const [counted] = await rowsOn(connection, `SELECT count(*) AS n FROM ${table} WHERE ${where.sql}`, where.bindings);
      const isUnsorted = options.sort === undefined;
      const within = isUnsorted ? await rangeOf(connection, table, where, options) : where;
      const selected = columns.map((column, j) => `${quoteIdentifier(column.name)} AS c${j}`);
      const rows = await rowsOn(
        connection,
        `SELECT ${["row_id", ...selected].join(", ")} FROM ${table} WHERE ${within.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
        [...within.bindings, options.limit, isUnsorted ? 0 : options.offset],
      );
      return {
        columns,
        rows: rows.map((row) => ({ rowId: Number(row.row_id), cells: columns.map((_, j) => cellOf(row[`c${j}`])) })),
        total: Number(counted?.n ?? 0),
      };
    });
  } catch (error) {
    throw warehouseError(error);
  }
}
