import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnProfile, ColumnRole } from "../schemas/column";
import { isMeasurable, measureBareValues, type BareFigures, type BareQuestion, type BareValues } from "./bare-values";
import { columnStatistics, withMedians, type ColumnStatistics } from "./column-statistics";
import { describeParquet, type StoredColumn } from "./describe-parquet";
import { guessRoles, type ColumnFacts } from "./guess-roles";
import { withConnection } from "./instance";
import type { PlainValue } from "./plain-value";
import { rowsOn, warehouseError } from "./query";
import { parquetTable } from "./quote-sql";
import { tallyCounts, tallyStatistics } from "./tally-figures";
import { barsOf, exactMeasureRows, valueCounts, type ValueCounts } from "./value-counts";
import type { ValueTally } from "./value-tally";

export interface ProfileOverrides {
  /** Roles that the user chose, by column name. */
  roles?: Readonly<Record<string, ColumnRole>>;
  signal?: AbortSignal;
  /** What was counted while the rows were read; only the rest is looked up. */
  counted?: CountedRows;
}

/** Per column: what was counted, and where its values lie in the file as bare numbers, if they do. */
export interface CountedRows {
  tallies: readonly ValueTally[];
  bareValues: readonly (BareValues | undefined)[];
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
  { counted, signal }: ProfileOverrides,
): Promise<{ statistics: ColumnStatistics[]; counts: ValueCounts[] }> {
  const tallies = counted?.tallies;
  const known = tallies?.map(tallyStatistics) ?? [];
  const measured = counted && rowCount > exactMeasureRows ? await measuredColumns(path, columns, known, counted, signal) : new Map<number, BareFigures>();
  const statistics = tallies
    ? await withMedians(connection, path, columns, known.map((figures, j) => ({ ...figures, median: figures.median ?? measured.get(j)?.median })), rowCount)
    : await columnStatistics(connection, path, columns, rowCount, signal);
  const open = [...columns.keys()].filter((j) => !tallies?.[j]?.counts && !measured.has(j));
  const pick = <Entry>(entries: readonly Entry[]) => open.map((j) => entries[j] as Entry);
  const looked = await valueCounts(connection, path, pick(columns), pick(statistics), rowCount, signal);
  const counts = columns.map((column, j) => {
    const tallied = tallies?.[j]?.counts;
    const figures = statistics[j] as ColumnStatistics;
    if (tallied) return tallyCounts(column, figures, tallied);
    const bare = measured.get(j);
    return bare ? { distinctCount: Math.min(figures.present, figures.approximateDistinct), distinctIsEstimate: true, histogram: bare.histogram } : (looked[open.indexOf(j)] as ValueCounts);
  });
  return { statistics, counts };
}

/** Medians and bars of the columns that were not counted value by value, but whose values lie bare in the file. */
async function measuredColumns(
  path: string,
  columns: readonly StoredColumn[],
  known: readonly ColumnStatistics[],
  { tallies, bareValues }: CountedRows,
  signal?: AbortSignal,
): Promise<Map<number, BareFigures>> {
  const questions = new Map<number, BareQuestion>();
  for (const [j, column] of columns.entries()) {
    const stretches = bareValues[j];
    const bars = barsOf(column, known[j] as ColumnStatistics);
    if (bars && !tallies[j]?.counts && isMeasurable(stretches)) questions.set(j, { stretches, bars, max: known[j]?.maxNumber ?? 0 });
  }
  const figures = await measureBareValues(path, [...questions.values()], signal);
  return new Map([...questions.keys()].map((j, at) => [j, figures[at] as BareFigures]));
}

/**
 * Profiles every column of a stored Parquet file and guesses its role.
 * Different values are counted exactly, except in tables so large (30 million cells in such columns) that measures keep
 * an estimate (HyperLogLog, up to 20 % off; `distinctIsEstimate`). The median is exact up to 3 million rows
 * (16 million where the values lie bare in the file), and beyond that the one of every second, third … row.
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
