import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnProfile, ColumnRole } from "../schemas/column";
import { columnStatistics, withMedians, type ColumnStatistics } from "./column-statistics";
import { describeParquet, type StoredColumn } from "./describe-parquet";
import { guessRoles, type ColumnFacts } from "./guess-roles";
import { withConnection } from "./instance";
import type { PlainValue } from "./plain-value";
import { rowsOn, warehouseError } from "./query";
import { parquetTable } from "./quote-sql";
import { tallyCounts, tallyStatistics } from "./tally-figures";
import { valueCounts, type ValueCounts } from "./value-counts";
import type { ValueTally } from "./value-tally";

export interface ProfileOverrides {
  /** Roles that the user chose, by column name. */
  roles?: Readonly<Record<string, ColumnRole>>;
  signal?: AbortSignal;
  /** What was counted of each column while the rows were read; only the rest is looked up. */
  tallies?: readonly ValueTally[];
}

function edge(value: PlainValue): string | number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return String(value);
  return typeof value === "string" ? value.slice(0, 200).toWellFormed() : undefined;
}

async function figuresOf(
  connection: DuckDBConnection,
  path: string,
  columns: readonly StoredColumn[],
  rowCount: number,
  { tallies, signal }: ProfileOverrides,
): Promise<{ statistics: ColumnStatistics[]; counts: ValueCounts[] }> {
  const statistics = tallies
    ? await withMedians(connection, path, columns, tallies.map(tallyStatistics), rowCount)
    : await columnStatistics(connection, path, columns, rowCount, signal);
  const open = [...columns.keys()].filter((j) => !tallies?.[j]?.counts);
  const pick = <Entry>(entries: readonly Entry[]) => open.map((j) => entries[j] as Entry);
  const looked = await valueCounts(connection, path, pick(columns), pick(statistics), rowCount, signal);
  const counts = columns.map((column, j) => {
    const tallied = tallies?.[j]?.counts;
    return tallied ? tallyCounts(column, statistics[j] as ColumnStatistics, tallied) : (looked[open.indexOf(j)] as ValueCounts);
  });
  return { statistics, counts };
}

/**
 * Profiles every column of a stored Parquet file and guesses its role.
 * Different values are counted exactly, except in tables so large (30 million cells in such columns) that measures keep
 * an estimate (HyperLogLog, up to 20 % off; `distinctIsEstimate`). The median is exact up to 3 million rows,
 * and beyond that the one of every second, third … row.
 * Two passes per 100–200 columns, and a short one for each column with many values.
 */
export async function profileColumns(parquetPath: string, overrides: ProfileOverrides = {}): Promise<ColumnProfile[]> {
  try {
    return await withConnection(async (connection) => {
      const columns = await describeParquet(connection, parquetPath);
      const [counted] = await rowsOn(connection, `SELECT count(*) AS n FROM ${parquetTable(parquetPath)}`);
      const rowCount = Number(counted?.n ?? 0);
      const { statistics, counts } = await figuresOf(connection, parquetPath, columns, rowCount, overrides);
      const facts = columns.map((column, j): ColumnFacts => {
        const figures = statistics[j];
        return {
          name: column.name, type: column.type, missingCount: rowCount - (figures?.present ?? 0), distinctCount: counts[j]?.distinctCount ?? 0,
          distinctIsEstimate: counts[j]?.distinctIsEstimate,
          min: edge(figures?.min ?? null), max: edge(figures?.max ?? null), mean: figures?.mean, median: figures?.median,
          standardDeviation: figures?.standardDeviation, skewness: figures?.skewness, topValues: counts[j]?.topValues, histogram: counts[j]?.histogram,
        };
      });
      const guesses = guessRoles(facts, rowCount);
      return facts.map((column, j): ColumnProfile => {
        const chosen = overrides.roles?.[column.name];
        const guess = guesses[j];
        return chosen ? { ...column, role: chosen } : { ...column, role: guess?.role ?? "ignore", roleReason: guess?.reason };
      });
    });
  } catch (error) {
    throw warehouseError(error);
  }
}
