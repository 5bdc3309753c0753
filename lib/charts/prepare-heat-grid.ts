/** One cell of a heat grid; null is no value: nothing is drawn. */
export interface HeatCell {
  value: number | null;
  /** Written into the cell, where there is room. */
  text?: string;
  /** Exact values, for the pointer. */
  title: string;
  /** The value may still grow: drawn with a dashed edge. */
  isOpen?: boolean;
}

export interface HeatGridModel {
  rows: { label: string; aside?: string; cells: HeatCell[] }[];
  columns: string[];
  /** The value that gets the full colour. */
  largest: number;
}

export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface HourOfWeek {
  isoWeekday: number;
  hour: number;
  events: number;
  users: number;
}

/** Weekdays down, hours across; the colour is the number of events or users. */
export function prepareHoursOfWeek(rows: HourOfWeek[], measure: "events" | "users" = "events"): HeatGridModel {
  const cells = weekdays.map((label, day) => ({
    label,
    cells: Array.from({ length: 24 }, (_, hour): HeatCell => {
      const found = rows.find((row) => row.isoWeekday === day + 1 && row.hour === hour);
      const time = `${String(hour).padStart(2, "0")}:00`;
      return { value: found?.[measure] ?? null, title: `${label} ${time}: ${(found?.events ?? 0).toLocaleString("en-US")} events, ${(found?.users ?? 0).toLocaleString("en-US")} users` };
    }),
  }));
  return { rows: cells, columns: Array.from({ length: 24 }, (_, hour) => (hour % 3 === 0 ? String(hour).padStart(2, "0") : "")), largest: Math.max(1, ...rows.map((row) => row[measure])) };
}
