import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredColumn } from "./describe-parquet";
import type { PlainValue } from "./plain-value";
import { rowsOn } from "./query";
import { parquetTable, quoteIdentifier } from "./quote-sql";
import { cancelled } from "./run-tracked";

/** Columns in one statement: enough to share the reading, few enough for a plan of sensible size. */
const columnsPerPass = 200;
/** Above this many rows the median is that of every second, third … row, so that so many are looked at; exact below. */
const exactMedianRows = 3_000_000;

export interface ColumnStatistics {
  present: number;
  /** HyperLogLog estimate, within a few per cent. */
  approximateDistinct: number;
  min: PlainValue;
  max: PlainValue;
  /** Of times: epoch milliseconds. */
  minNumber?: number;
  maxNumber?: number;
  mean?: number;
  median?: number;
  standardDeviation?: number;
  skewness?: number;
}

/** SQL of a column as a number, for columns that have a position on a line. */
export function numberSql(column: StoredColumn): string | undefined {
  const name = quoteIdentifier(column.name);
  if (column.type === "integer" || column.type === "decimal") return `${name}::DOUBLE`;
  if (column.type === "date") return `epoch_ms(${name}::TIMESTAMP)::DOUBLE`;
  return column.type === "timestamp" ? `epoch_ms(${name})::DOUBLE` : undefined;
}

function medianSql(value: string, rowCount: number): string {
  const step = Math.ceil(rowCount / exactMedianRows);
  return `quantile_cont(${value}, 0.5)${step > 1 ? ` FILTER (WHERE row_id % ${step} = 0)` : ""}`;
}

function aggregatesOf(column: StoredColumn, j: number, rowCount: number, withMoments: boolean): string[] {
  const name = quoteIdentifier(column.name);
  const parts = [`count(${name}) AS n${j}`, `approx_count_distinct(${name}) AS d${j}`, `min(${name}) AS lo${j}`, `max(${name}) AS hi${j}`];
  const value = numberSql(column);
  if (value && column.type !== "decimal") parts.push(`min(${value}) AS a${j}`, `max(${value}) AS b${j}`);
  if (value && (column.type === "integer" || column.type === "decimal")) {
    parts.push(`${medianSql(value, rowCount)} AS q${j}`);
    if (withMoments) parts.push(`avg(${value}) AS m${j}`, `stddev_samp(${value}) AS s${j}`, `skewness(${value}) AS k${j}`);
  }
  return parts;
}

/** One pass over some columns; once more without moments where their sums of squares or cubes leave the range of doubles. */
async function aggregate(connection: DuckDBConnection, path: string, part: readonly StoredColumn[], rowCount: number): Promise<Record<string, PlainValue>> {
  const ask = async (withMoments: boolean) => {
    const [row = {}] = await rowsOn(connection, `SELECT ${part.flatMap((column, j) => aggregatesOf(column, j, rowCount, withMoments)).join(", ")} FROM ${parquetTable(path)}`);
    return row;
  };
  return ask(true).catch((error: unknown) => {
    if (error instanceof Error && /out of range/iu.test(error.message)) return ask(false);
    throw error;
  });
}

/** Counts, range and moments of every column, in one pass per 200 columns. */
export async function columnStatistics(
  connection: DuckDBConnection,
  path: string,
  columns: readonly StoredColumn[],
  rowCount: number,
  signal?: AbortSignal,
): Promise<ColumnStatistics[]> {
  const statistics: ColumnStatistics[] = [];
  for (let from = 0; from < columns.length; from += columnsPerPass) {
    if (signal?.aborted) throw cancelled();
    const part = columns.slice(from, from + columnsPerPass);
    const row = await aggregate(connection, path, part, rowCount);
    for (const j of part.keys()) {
      const number = (key: string) => (typeof row[key + j] === "number" ? (row[key + j] as number) : undefined);
      statistics.push({
        present: number("n") ?? 0, approximateDistinct: number("d") ?? 0, min: row[`lo${j}`] ?? null, max: row[`hi${j}`] ?? null,
        minNumber: number("a") ?? number("lo"), maxNumber: number("b") ?? number("hi"), mean: number("m"), median: number("q"), standardDeviation: number("s"), skewness: number("k"),
      });
    }
  }
  return statistics;
}

function isMeasured(column: StoredColumn | undefined): boolean {
  return column?.type === "integer" || column?.type === "decimal";
}

/** The figures with the medians that are still missing of numeric columns. */
export async function withMedians(connection: DuckDBConnection, path: string, columns: readonly StoredColumn[], statistics: readonly ColumnStatistics[], rowCount: number): Promise<ColumnStatistics[]> {
  const open = [...columns.keys()].filter((j) => isMeasured(columns[j]) && (statistics[j]?.present ?? 0) > 0 && statistics[j]?.median === undefined);
  if (open.length === 0) return [...statistics];
  const medians = open.map((j) => `${medianSql(numberSql(columns[j] as StoredColumn) ?? "NULL", rowCount)} AS q${j}`);
  const [row = {}] = await rowsOn(connection, `SELECT ${medians.join(", ")} FROM ${parquetTable(path)}`);
  return statistics.map((figures, j) => {
    const median = row[`q${j}`];
    return typeof median === "number" ? { ...figures, median } : figures;
  });
}
