interface ActivityRow {
  periodStart: string;
  events: number;
  users: number;
  minutes?: number;
  previousEvents?: number;
  previousUsers?: number;
  previousMinutes?: number;
  complete?: boolean;
}

export type ActivityMeasure = "events" | "users" | "minutes";

/** One place on the time axis; `KEY` is the group's value, `KEY.open` its way into a period that is not over, `KEY.before` the range just before. */
export type ActivityPoint = { at: string } & Record<string, string | number | null>;

export interface ActivityModel {
  points: ActivityPoint[];
  /** Whether any group has figures of the range just before. */
  hasPrevious: boolean;
  /** The last period, when the data end within it. */
  openPeriod?: string;
  /** The period with the most of the first group; undefined where all are alike or empty. */
  peak?: { at: string; value: number };
}

const before = { events: "previousEvents", users: "previousUsers", minutes: "previousMinutes" } as const;

/** Puts the groups' periods side by side. A period that is not over leaves the line: the way to it is a part of its own. */
export function prepareActivity(series: { key: string; rows: ActivityRow[] }[], measure: ActivityMeasure): ActivityModel {
  const periods = [...new Set(series.flatMap(({ rows }) => rows.map(({ periodStart }) => periodStart)))].toSorted();
  const found = series.map(({ key, rows }) => ({ key, rows: new Map(rows.map((row) => [row.periodStart, row])) }));
  const last = periods.at(-1);
  const isOpen = last !== undefined && found.some(({ rows }) => rows.get(last)?.complete === false);
  const points = periods.map((at, position): ActivityPoint => {
    const point: ActivityPoint = { at };
    for (const { key, rows } of found) {
      const row = rows.get(at);
      const value = row?.[measure] ?? null;
      const inOpen = isOpen && at === last;
      point[key] = inOpen && periods.length > 1 ? null : value;
      point[`${key}.open`] = isOpen && position >= periods.length - 2 ? value : null;
      point[`${key}.before`] = row?.[before[measure]] ?? null;
    }
    return point;
  });
  const hasPrevious = series.some(({ rows }) => rows.some((row) => row[before[measure]] !== undefined));
  const [first] = series;
  const peak = first ? peakOf(first.rows, measure) : undefined;
  return { points, hasPrevious, ...(isOpen && { openPeriod: last }), ...(peak && { peak }) };
}

function peakOf(rows: ActivityRow[], measure: ActivityMeasure): { at: string; value: number } | undefined {
  const values = rows.map((row) => ({ at: row.periodStart, value: row[measure] ?? 0 }));
  const top = values.reduce<{ at: string; value: number } | undefined>((best, each) => (best === undefined || each.value > best.value ? each : best), undefined);
  return top && top.value > 0 && values.some(({ value }) => value < top.value) ? top : undefined;
}
