interface TrendRow {
  periodStart: string;
  category: string;
  events: number;
  shareRatio: number | null;
  complete: boolean;
}

/** One small chart: a category's course, a line a group. */
export interface TrendPanel {
  key: string;
  lines: { key: string; label: string; color: string; values: (number | null)[] }[];
}

export interface TrendModel {
  /** Most events first. */
  panels: TrendPanel[];
  /** First days of the periods, shared by all panels. */
  periods: string[];
  /** The top of every panel, so that they can be compared. */
  largest: number;
  totalCategories: number;
  /** The last period, left out because the data end within it. */
  openPeriod?: string;
}

/**
 * The course of the largest categories. A category without an event in a period that a group has is 0 there; a period in
 * which the group did nothing at all is a gap. The last period is left out while it is not over.
 */
export function prepareTrend(series: { key: string; label: string; color: string; rows: TrendRow[] }[], measure: "share" | "events", limit: number): TrendModel {
  const all = [...new Set(series.flatMap(({ rows }) => rows.map(({ periodStart }) => periodStart)))].toSorted();
  const open = all.length > 1 && series.some(({ rows }) => rows.some((row) => row.periodStart === all.at(-1) && !row.complete)) ? all.at(-1) : undefined;
  const periods = open === undefined ? all : all.slice(0, -1);
  const totals = new Map<string, number>();
  for (const { rows } of series) for (const row of rows) totals.set(row.category, (totals.get(row.category) ?? 0) + row.events);
  const shown = [...totals].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en")).slice(0, limit).map(([category]) => category);
  const places = series.map(({ rows }) => ({ known: new Set(rows.map(({ periodStart }) => periodStart)), found: new Map(rows.map((row) => [`${row.periodStart} ${row.category}`, row])) }));
  const panels = shown.map((category): TrendPanel => ({
    key: category,
    lines: series.map(({ key, label, color }, at) => ({
      key,
      label,
      color,
      values: periods.map((period) => {
        const row = places[at]?.found.get(`${period} ${category}`);
        if (!row) return places[at]?.known.has(period) ? 0 : null;
        return measure === "share" ? row.shareRatio : row.events;
      }),
    })),
  }));
  // Days of years times groups are more than a call takes arguments.
  const largest = panels.flatMap(({ lines }) => lines).reduce((most, { values }) => values.reduce<number>((top, value) => Math.max(top, value ?? 0), most), 0);
  return { panels, periods, largest, totalCategories: totals.size, ...(open !== undefined && { openPeriod: open }) };
}
