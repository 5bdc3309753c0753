/** One cell of a heat grid; null is no value: nothing is drawn. */
export interface HeatCell {
  value: number | null;
  /** Written into the cell, where there is room. */
  text?: string;
  /** Exact values, for the pointer. */
  title: string;
}

export interface HeatGridModel {
  rows: { label: string; aside?: string; cells: HeatCell[] }[];
  columns: string[];
  /** The value that gets the full colour. */
  largest: number;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface HourOfWeek {
  isoWeekday: number;
  hour: number;
  events: number;
  users: number;
}

/** Weekdays down, hours across; the colour is the number of events. */
export function prepareHoursOfWeek(rows: HourOfWeek[]): HeatGridModel {
  const cells = weekdays.map((label, day) => ({
    label,
    cells: Array.from({ length: 24 }, (_, hour): HeatCell => {
      const found = rows.find((row) => row.isoWeekday === day + 1 && row.hour === hour);
      const time = `${String(hour).padStart(2, "0")}:00`;
      return { value: found?.events ?? null, title: `${label} ${time}: ${(found?.events ?? 0).toLocaleString("en-US")} events, ${(found?.users ?? 0).toLocaleString("en-US")} users` };
    }),
  }));
  return { rows: cells, columns: Array.from({ length: 24 }, (_, hour) => (hour % 3 === 0 ? String(hour).padStart(2, "0") : "")), largest: Math.max(1, ...rows.map((row) => row.events)) };
}

interface RetentionCell {
  cohort: string;
  cohortSize: number;
  period: number;
  activeUsers: number;
  retentionRatio: number;
}

/** The latest cohorts down, periods after the first event across, at most `limit` each; the colour is the share that came back. */
export function prepareRetention(rows: RetentionCell[], unit: "day" | "week" | "month", limit = 12): HeatGridModel & { capNote?: string } {
  const cohorts = [...new Set(rows.map((row) => row.cohort))];
  const shown = cohorts.slice(-limit);
  const periods = Math.min(limit, Math.max(0, ...rows.filter((row) => shown.includes(row.cohort)).map((row) => row.period)) + 1);
  const letter = unit.charAt(0).toUpperCase();
  const lines = shown.map((cohort) => {
    const own = rows.filter((row) => row.cohort === cohort);
    return {
      label: unit === "month" ? cohort.slice(0, 7) : cohort,
      aside: own[0]?.cohortSize.toLocaleString("en-US"),
      cells: Array.from({ length: periods }, (_, period) => retentionCell(own.find((row) => row.period === period), unit)),
    };
  });
  const capNote = cohorts.length > shown.length ? `the latest ${shown.length} of ${cohorts.length} cohorts` : undefined;
  return { rows: lines, columns: Array.from({ length: periods }, (_, period) => `${letter}${period}`), largest: 1, ...(capNote && { capNote }) };
}

function retentionCell(row: RetentionCell | undefined, unit: string): HeatCell {
  if (!row) return { value: null, title: "" };
  const percent = `${Math.round(row.retentionRatio * 100)} %`;
  return { value: row.retentionRatio, text: percent, title: `${row.activeUsers} of ${row.cohortSize} were active ${row.period} ${unit}${row.period === 1 ? "" : "s"} after their first event (${percent})` };
}
