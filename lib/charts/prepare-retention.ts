import { formatPeriod } from "./format-period";
import type { HeatCell, HeatGridModel } from "./prepare-heat-grid";
import { wilsonInterval } from "./wilson-interval";

export interface RetentionRow {
  cohort: string;
  cohortSize: number;
  period: number;
  activeUsers: number;
  retentionRatio: number;
  low95?: number;
  high95?: number;
  /** False while the cell's period is not over. */
  complete?: boolean;
}

export type CohortUnit = "day" | "week" | "month";

export interface RetentionModel extends HeatGridModel {
  /** First day of each shown cohort, in the order of `rows`. */
  cohorts: string[];
  hasOpenCells: boolean;
  capNote?: string;
}

/** The latest cohorts down, periods after the first event across, at most `limit` each; the colour is the share that came back. */
export function prepareRetention(rows: RetentionRow[], unit: CohortUnit, limit = 12): RetentionModel {
  const all = [...new Set(rows.map((row) => row.cohort))];
  const cohorts = all.slice(-limit);
  const found = new Map(rows.map((row) => [`${row.cohort} ${row.period}`, row]));
  const periods = Math.min(limit, Math.max(0, ...rows.filter((row) => cohorts.includes(row.cohort)).map((row) => row.period)) + 1);
  const letter = unit.charAt(0).toUpperCase();
  const lines = cohorts.map((cohort) => ({
    label: formatPeriod(cohort, unit),
    aside: found.get(`${cohort} 0`)?.cohortSize.toLocaleString("en-US"),
    cells: Array.from({ length: periods }, (_, period) => retentionCell(found.get(`${cohort} ${period}`), unit)),
  }));
  const columns = Array.from({ length: periods }, (_, period) => `${letter}${period}`);
  const hasOpenCells = lines.some(({ cells }) => cells.some(({ isOpen }) => isOpen));
  return { rows: lines, columns, largest: 1, cohorts, hasOpenCells, ...(all.length > cohorts.length && { capNote: `the latest ${cohorts.length} of ${all.length} cohorts` }) };
}

function retentionCell(row: RetentionRow | undefined, unit: CohortUnit): HeatCell {
  if (!row) return { value: null, title: "" };
  const percent = `${Math.round(row.retentionRatio * 100)} %`;
  const interval = row.low95 !== undefined && row.high95 !== undefined && row.period > 0 ? `, 95 %: ${Math.round(row.low95 * 100)}–${Math.round(row.high95 * 100)} %` : "";
  const isOpen = row.complete === false;
  const title = `${row.activeUsers} of ${row.cohortSize} were active ${row.period} ${unit}${row.period === 1 ? "" : "s"} after (${percent}${interval})${isOpen ? "; this period is not over" : ""}`;
  return { value: row.retentionRatio, text: percent, title, ...(isOpen && { isOpen }) };
}

export interface RetentionPoint {
  period: number;
  /** Users of the cohorts that could have been seen in this period. */
  users: number;
  activeUsers: number;
  shareRatio: number;
  low95: number;
  high95: number;
}

/** All cohorts together: the share active n periods after, of those whose n-th period is over. */
export function retentionCurve(rows: RetentionRow[], limit = 24): RetentionPoint[] {
  const sums = new Map<number, { users: number; active: number }>();
  for (const row of rows) {
    if (row.complete === false) continue;
    const sum = sums.get(row.period) ?? { users: 0, active: 0 };
    sums.set(row.period, { users: sum.users + row.cohortSize, active: sum.active + row.activeUsers });
  }
  return [...sums].toSorted((a, b) => a[0] - b[0]).slice(0, limit).flatMap(([period, { users, active }]) => {
    const interval = wilsonInterval(active, users);
    return interval ? [{ period, users, activeUsers: active, shareRatio: active / users, ...interval }] : [];
  });
}
