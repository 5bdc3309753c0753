import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnProfile } from "../schemas/column";
import { numberSql, type ColumnStatistics } from "./column-statistics";
import type { StoredColumn } from "./describe-parquet";
import type { PlainValue } from "./plain-value";
import { rowsOn } from "./query";
import { parquetTable, quoteIdentifier } from "./quote-sql";
import { cancelled } from "./run-tracked";

export interface ValueCounts {
  distinctCount: number;
  distinctIsEstimate?: boolean;
  topValues?: ColumnProfile["topValues"];
  histogram?: ColumnProfile["histogram"];
}

const bars = 24;
const columnsPerPass = 100;
/** Up to about this many different values, all of them are counted in the shared pass. */
export const fewValues = 300;
/** Columns of which so many cells differ may be keys; their most frequent values say nothing. */
export const keyShare = 0.85;
/** Up to this many rows different values are counted in the shared pass; above, column by column to bound the memory. */
const sharedRows = 20_000;
/** In larger tables than this the different values of measures and times are estimated. */
export const exactMeasureRows = 200_000;
/** Cells that may be counted exactly column by column; columns beyond that keep their estimate. */
const exactCells = 30_000_000;
/** Above this many rows each count is a GROUP BY, on all threads; below, one pass on one thread counts all columns at once. */
const groupedRows = 1_000_000;
const topCount = 10;
const longestValue = 200;

export interface Bars {
  from: number;
  width: number;
  count: number;
}

/** Up to 24 bars of equal width; whole numbers within a short range get one bar each. */
export function barsOf(column: StoredColumn, statistics: ColumnStatistics): Bars | undefined {
  const { minNumber: from, maxNumber: to } = statistics;
  if (from === undefined || to === undefined || !Number.isFinite(to - from)) return undefined;
  if (column.type === "integer" && to - from < bars) return { from, width: 1, count: to - from + 1 };
  return to > from ? { from, width: (to - from) / bars, count: bars } : { from, width: 0, count: 1 };
}

/** Number of a cell's bar; missing cells have none (`least` of a missing and a number would be the number). */
function barSql(column: StoredColumn, layout: Bars): string {
  const bar = layout.width === 0 ? "0" : `least(${layout.count - 1}, floor((${numberSql(column)} - ${layout.from}) / ${layout.width}))::UTINYINT`;
  return `CASE WHEN ${quoteIdentifier(column.name)} IS NOT NULL THEN ${bar} END`;
}

export function histogramOf(counts: PlainValue | undefined, layout: Bars, max: number): ColumnProfile["histogram"] {
  const heights = new Array<number>(layout.count).fill(0);
  for (const entry of Array.isArray(counts) ? counts : []) {
    if (entry === null || typeof entry !== "object" || Array.isArray(entry)) continue;
    heights[Number(entry.key)] = Number(entry.value);
  }
  return heights.map((count, bar) => {
    const from = layout.from + bar * layout.width;
    const isLast = bar === layout.count - 1 && layout.width !== 1;
    return { from, to: isLast ? max : from + layout.width, count };
  });
}

function shownValue(value: PlainValue | undefined): string {
  const text = typeof value === "string" ? value : String(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1).toWellFormed()}…` : text;
}

/** Most frequent first; ties by the value itself, so that equal data give equal profiles. */
export function topOf(counts: PlainValue | undefined): { distinct: number; top: NonNullable<ColumnProfile["topValues"]> } {
  const entries = (Array.isArray(counts) ? counts : []).flatMap((entry) =>
    entry !== null && typeof entry === "object" && !Array.isArray(entry) ? [{ value: shownValue(entry.key), count: Number(entry.value) }] : [],
  );
  entries.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { distinct: entries.length, top: entries.slice(0, topCount) };
}

interface Wanted {
  column: StoredColumn;
  statistics: ColumnStatistics;
  layout: Bars | undefined;
  /** So few values that all of them are counted. */
  all: boolean;
  /** Count different values in the shared pass. */
  shared: boolean;
}

function wantedOf(column: StoredColumn, statistics: ColumnStatistics, rowCount: number): Wanted {
  const all = statistics.approximateDistinct <= fewValues;
  return { column, statistics, layout: barsOf(column, statistics), all, shared: !all && rowCount <= sharedRows };
}

/** What is counted of a column, by the name under which its counts are found. */
function countedOf(wanted: Wanted, j: number): [name: string, sql: string][] {
  const counted: [string, string][] = [];
  if (wanted.all) counted.push([`v${j}`, quoteIdentifier(wanted.column.name)]);
  if (wanted.layout) counted.push([`h${j}`, barSql(wanted.column, wanted.layout)]);
  return counted;
}

/** Counts of some columns: lists of `{key, value}`, and numbers of different values. */
async function countsOf(connection: DuckDBConnection, path: string, part: readonly Wanted[], rowCount: number): Promise<Record<string, PlainValue>> {
  const counted = part.flatMap(countedOf);
  const distinct = part.flatMap((wanted, j) => (wanted.shared ? [`count(DISTINCT ${quoteIdentifier(wanted.column.name)}) AS e${j}`] : []));
  const isGrouped = rowCount > groupedRows;
  const aggregates = [...(isGrouped ? [] : counted.map(([name, sql]) => `histogram(${sql}) AS ${name}`)), ...distinct];
  const [row = {}] = aggregates.length > 0 ? await rowsOn(connection, `SELECT ${aggregates.join(", ")} FROM ${parquetTable(path)}`) : [{}];
  if (!isGrouped) return row;
  for (const [name, sql] of counted) {
    row[name] = await rowsOn(connection, `SELECT * FROM (SELECT ${sql} AS key, count(*) AS value FROM ${parquetTable(path)} GROUP BY 1) WHERE key IS NOT NULL`);
  }
  return row;
}

function countsFrom(wanted: Wanted, row: Record<string, PlainValue>, j: number): ValueCounts {
  const found = topOf(row[`v${j}`]);
  const estimate = Math.min(wanted.statistics.present, wanted.statistics.approximateDistinct);
  const counts: ValueCounts = { distinctCount: wanted.all ? found.distinct : Number(row[`e${j}`] ?? estimate) };
  if (!wanted.all && !wanted.shared) counts.distinctIsEstimate = true;
  if (wanted.all) counts.topValues = found.top;
  if (wanted.layout) counts.histogram = histogramOf(row[`h${j}`], wanted.layout, wanted.statistics.maxNumber ?? 0);
  return counts;
}

/** Exact number of values of one column, and of texts that repeat the most frequent ones. */
async function ownPass(connection: DuckDBConnection, path: string, { column, statistics }: Wanted): Promise<ValueCounts> {
  const name = quoteIdentifier(column.name);
  if (column.type !== "text" || statistics.approximateDistinct >= statistics.present * keyShare) {
    const [row] = await rowsOn(connection, `SELECT count(DISTINCT ${name}) AS n FROM ${parquetTable(path)}`);
    return { distinctCount: Number(row?.n ?? 0), distinctIsEstimate: undefined };
  }
  const rows = await rowsOn(
    connection,
    `WITH counted AS (SELECT ${name} AS value, count(*) AS n FROM ${parquetTable(path)} WHERE ${name} IS NOT NULL GROUP BY 1)
     SELECT value, n, (SELECT count(*) FROM counted) AS distinct_count FROM counted ORDER BY n DESC, value LIMIT ${topCount}`,
  );
  const topValues = rows.map((row) => ({ value: shownValue(row.value), count: Number(row.n) }));
  return { distinctCount: Number(rows[0]?.distinct_count ?? 0), distinctIsEstimate: undefined, topValues };
}

/** Columns that get a pass of their own: possible keys first, as many as the cells allow; measures and times only in small tables. */
function ownPasses(wanted: readonly Wanted[], rowCount: number): number[] {
  const rank = ({ statistics }: Wanted) => (statistics.approximateDistinct >= statistics.present * keyShare ? 0 : 1);
  const isMeasure = ({ column }: Wanted) => (column.type === "decimal" || column.type === "timestamp") && rowCount > exactMeasureRows;
  const candidates = [...wanted.entries()].filter(([, entry]) => !entry.all && !isMeasure(entry) && (!entry.shared || entry.column.type === "text"));
  candidates.sort(([, a], [, b]) => rank(a) - rank(b));
  return candidates.slice(0, Math.max(4, Math.floor(exactCells / Math.max(exactMeasureRows, rowCount)))).map(([j]) => j);
}

/** Different values, most frequent values and histogram of every column. */
export async function valueCounts(
  connection: DuckDBConnection,
  path: string,
  columns: readonly StoredColumn[],
  statistics: readonly ColumnStatistics[],
  rowCount: number,
  signal?: AbortSignal,
): Promise<ValueCounts[]> {
  const wanted = columns.map((column, j) => wantedOf(column, statistics[j] as ColumnStatistics, rowCount));
  const counts: ValueCounts[] = [];
  for (let from = 0; from < wanted.length; from += columnsPerPass) {
    if (signal?.aborted) throw cancelled();
    const part = wanted.slice(from, from + columnsPerPass);
    const row = await countsOf(connection, path, part, rowCount);
    counts.push(...part.map((entry, j) => countsFrom(entry, row, j)));
  }
  for (const j of ownPasses(wanted, rowCount)) {
    if (signal?.aborted) throw cancelled();
    counts[j] = { ...counts[j], ...(await ownPass(connection, path, wanted[j] as Wanted)) };
  }
  return counts;
}
