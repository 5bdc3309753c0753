/** One of the groups that a chart compares; `key` names its values in the merged rows. */
export interface Series {
  key: string;
  label: string;
  /** CSS colour. */
  color: string;
}

export type MergedRow = { at: string } & Record<string, number | string | null>;

/**
 * Puts the rows of several series side by side, one merged row per place (a period, a category …), in the order in which
 * places are first seen. A place that a series doesn't have is null there: a gap, never a zero.
 */
export function mergeSeries<Row>(series: { key: string; rows: Row[] }[], placeOf: (row: Row) => string, valueOf: (row: Row) => number | null): MergedRow[] {
  const merged = new Map<string, MergedRow>();
  for (const { rows } of series) {
    for (const row of rows) {
      const at = placeOf(row);
      if (!merged.has(at)) merged.set(at, { at, ...Object.fromEntries(series.map(({ key }) => [key, null])) });
    }
  }
  for (const { key, rows } of series) {
    for (const row of rows) {
      const target = merged.get(placeOf(row));
      if (target) target[key] = valueOf(row);
    }
  }
  return [...merged.values()];
}
