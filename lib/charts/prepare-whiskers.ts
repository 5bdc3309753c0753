export interface WhiskerDot {
  key: string;
  label: string;
  color: string;
  value: number;
  low95: number;
  high95: number;
  /** Whether the interval leaves zero out. */
  isBeyondChance: boolean;
}

/** One name with an estimate for each compared group that has one. */
export interface WhiskerRow {
  key: string;
  name: string;
  dots: WhiskerDot[];
  /** The estimate of a single group; empty where several stand beside each other. */
  valueText: string;
  title: string;
}

interface Estimate {
  low95: number;
  high95: number;
}

interface WhiskerAccess<Row> {
  keyOf: (row: Row) => string;
  valueOf: (row: Row) => number;
  /** What decides which rows are shown where there are more than `limit`. */
  weightOf: (row: Row) => number;
}

export interface WhiskerModel {
  rows: WhiskerRow[];
  range: [number, number];
  total: number;
}

/** The weightiest names, the largest estimate of the first group first. */
export function prepareWhiskers<Row extends Estimate>(series: { key: string; label: string; color: string; rows: Row[] }[], { keyOf, valueOf, weightOf }: WhiskerAccess<Row>, { limit, format }: { limit: number; format: (value: number) => string }): WhiskerModel {
  const weights = new Map<string, number>();
  for (const { rows } of series) for (const row of rows) weights.set(keyOf(row), (weights.get(keyOf(row)) ?? 0) + weightOf(row));
  const shown = [...weights].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en")).slice(0, limit).map(([key]) => key);
  const found = series.map(({ rows }) => new Map(rows.map((row) => [keyOf(row), row])));
  const rows = shown.map((key): WhiskerRow => {
    const dots = series.flatMap((group, at): WhiskerDot[] => {
      const row = found[at]?.get(key);
      if (!row) return [];
      const { low95, high95 } = row;
      return [{ key: group.key, label: group.label, color: group.color, value: valueOf(row), low95, high95, isBeyondChance: low95 > 0 || high95 < 0 }];
    });
    const lines = dots.map((dot) => `${series.length > 1 ? `${dot.label}: ` : ""}${format(dot.value)} (95 %: ${format(dot.low95)} to ${format(dot.high95)})`);
    const [only] = dots;
    return { key, name: key, dots, valueText: series.length === 1 && only ? format(only.value) : "", title: `${key}\n${lines.join("\n")}` };
  });
  const ordered = rows.toSorted((a, b) => (b.dots[0]?.value ?? -Infinity) - (a.dots[0]?.value ?? -Infinity));
  const ends = ordered.flatMap(({ dots }) => dots.flatMap(({ low95, high95 }) => [low95, high95]));
  return { rows: ordered, range: [Math.min(0, ...ends), Math.max(0, ...ends)], total: weights.size };
}
