import type { ColumnStatistics } from "./column-statistics";
import type { StoredColumn } from "./describe-parquet";
import { plainInteger, type PlainValue } from "./plain-value";
import { barsOf, fewValues, histogramOf, keyShare, topOf, type Bars, type ValueCounts } from "./value-counts";
import { estimatedDistinct, type CountedValues, type TalliedValue, type ValueTally } from "./value-tally";

const dayMs = 86_400_000;

/** A tallied value as queries answer it: times ISO 8601, dates YYYY-MM-DD. */
function shownTally(value: TalliedValue | bigint, type: ValueTally["type"]): PlainValue {
  if (typeof value === "string") return value;
  if (type === "boolean") return Number(value) === 1;
  if (type === "date") return new Date(Number(value) * dayMs).toISOString().slice(0, 10);
  if (type === "timestamp") return new Date(Math.floor(Number(value) / 1000)).toISOString();
  return typeof value === "bigint" ? plainInteger(value) : value;
}

/** A tallied value's position on a line: of times epoch milliseconds; nothing for texts and truth values. */
export function positionOf(value: TalliedValue | bigint | undefined, type: ValueTally["type"]): number | undefined {
  if (value === undefined || typeof value === "string" || type === "text" || type === "boolean") return undefined;
  if (type === "date") return Number(value) * dayMs;
  return type === "timestamp" ? Math.floor(Number(value) / 1000) : Number(value);
}

/** The middle value, or half-way between the two middle ones, of counted numbers. */
function countedMedian(counted: CountedValues, present: number): number | undefined {
  const values = new Float64Array(counted.size);
  const counts = new Float64Array(counted.size);
  let filled = 0;
  let isSorted = true;
  counted.forEach((count, value) => {
    values[filled] = Number(value);
    counts[filled] = count;
    isSorted &&= filled === 0 || (values[filled - 1] ?? 0) < Number(value);
    filled += 1;
  });
  const order = isSorted ? undefined : Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const valueAt = (rank: number) => {
    let passed = 0;
    for (let at = 0; at < filled; at += 1) {
      const entry = order?.[at] ?? at;
      passed += counts[entry] ?? 0;
      if (rank < passed) return values[entry];
    }
    return undefined;
  };
  const [low, high] = [valueAt(Math.floor((present - 1) / 2)), valueAt(Math.ceil((present - 1) / 2))];
  return low === undefined || high === undefined ? undefined : low + (high - low) / 2;
}

/** Nothing where sums have left the range of doubles, and for what has no spread. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** The figures of a column that follow from its tally; the median only where every value was counted. */
export function tallyStatistics(tally: ValueTally): ColumnStatistics {
  const { type, present, counts } = tally;
  const isNumber = type === "integer" || type === "decimal";
  const min = type === "text" ? tally.leastText?.toString() : tally.min;
  const max = type === "text" ? tally.mostText?.toString() : tally.max;
  return {
    present,
    approximateDistinct: counts ? counts.size : estimatedDistinct(tally),
    min: min === undefined ? null : shownTally(min, type),
    max: max === undefined ? null : shownTally(max, type),
    minNumber: positionOf(tally.min, type),
    maxNumber: positionOf(tally.max, type),
    mean: isNumber && present > 0 ? finite(tally.mean) : undefined,
    median: isNumber && present > 0 && counts ? countedMedian(counts, present) : undefined,
    standardDeviation: isNumber && present > 1 ? finite(Math.sqrt(tally.squares / (present - 1))) : undefined,
    skewness: isNumber && present > 2 ? finite(skewnessOf(tally)) : undefined,
  };
}

/** Adjusted Fisher–Pearson coefficient, as DuckDB's `skewness`. */
function skewnessOf({ present: n, squares, cubes }: ValueTally): number {
  return ((Math.sqrt(n * (n - 1)) / (n - 2)) * (cubes / n)) / (squares / n) ** 1.5;
}

/** Counts, most frequent values and histogram of a column all of whose values were counted. */
export function tallyCounts(column: StoredColumn, statistics: ColumnStatistics, counted: CountedValues): ValueCounts {
  const isKey = counted.size >= statistics.present * keyShare;
  const hasTop = counted.size <= fewValues || (column.type === "text" && !isKey);
  const layout = barsOf(column, statistics);
  return {
    distinctCount: counted.size,
    topValues: hasTop ? topOf(entriesOf(column, counted)).top : undefined,
    histogram: layout && histogramOf(barCounts(counted, column, layout), layout, statistics.maxNumber ?? 0),
  };
}

function entriesOf(column: StoredColumn, counted: CountedValues): PlainValue {
  const entries: PlainValue[] = [];
  counted.forEach((count, value) => entries.push({ key: shownTally(value, column.type), value: count }));
  return entries;
}

function barCounts(counted: CountedValues, column: StoredColumn, layout: Bars): PlainValue {
  const heights = new Array<number>(layout.count).fill(0);
  counted.forEach((count, value) => {
    const bar = layout.width === 0 ? 0 : Math.min(layout.count - 1, Math.floor(((positionOf(value, column.type) ?? 0) - layout.from) / layout.width));
    heights[bar] = (heights[bar] ?? 0) + count;
  });
  return heights.map((count, bar) => ({ key: bar, value: count }));
}
