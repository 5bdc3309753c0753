import type { ColumnProfile, ColumnRole } from "../schemas/column";
import { columnStatistics } from "./column-statistics";
import { describeParquet } from "./describe-parquet";
import { guessRoles, type ColumnFacts } from "./guess-roles";
import { withConnection } from "./instance";
import type { PlainValue } from "./plain-value";
import { rowsOn, warehouseError } from "./query";
import { parquetTable } from "./quote-sql";
import { valueCounts } from "./value-counts";

export interface ProfileOverrides {
  /** Roles that the user chose, by column name. */
  roles?: Readonly<Record<string, ColumnRole>>;
  signal?: AbortSignal;
}

function edge(value: PlainValue): string | number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return String(value);
  return typeof value === "string" ? value.slice(0, 200).toWellFormed() : undefined;
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
      const statistics = await columnStatistics(connection, parquetPath, columns, rowCount, overrides.signal);
      const counts = await valueCounts(connection, parquetPath, columns, statistics, rowCount, overrides.signal);
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
