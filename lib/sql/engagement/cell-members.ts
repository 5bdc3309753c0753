import { z } from "zod";
import { hourSql, weekdaySql } from "../../warehouse/local-time";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { calendar, periodsBetween, scopedEvents, userDays, type Fragment, type Scope } from "./scope";

/** A cell of a chart that some users make up. Days are numbers; `period` counts periods of the scope's granularity. */
export type ChartCell =
  | { kind: "all" }
  | { kind: "retention"; cohortDay: number; period: number; mode: "nth" | "on-or-after"; cohorts: "first-time" | "returning" }
  | { kind: "peak"; isoWeekday: number; hour: number }
  | { kind: "period"; startDay: number }
  | { kind: "lifecycle"; startDay: number; state: "new" | "returning" | "resurrecting" | "dormant" };

/** A select of `user`: the codes of the known users who make up the cell, each once. */
export function cellMembersSql(scope: Scope, cell: ChartCell): Fragment {
  if (cell.kind === "all" || cell.kind === "peak") return eventMembersSql(scope, cell);
  const days = userDays(scope);
  const periods = calendar(scope);
  const bindings = { ...days.bindings, ...periods.bindings };
  const known = `WITH periods AS (${periods.sql}), known AS (
      SELECT d.user, d.day, d.first_day, d.previous_day, p.period_start, p.previous_start, f.period_start AS first_period
      FROM (${days.sql}) d JOIN periods p ON p.day = d.day JOIN periods f ON f.day = d.first_day WHERE d.user >= 0 AND d.day <= $to_day
    )`;
  if (cell.kind === "retention") return retentionMembersSql(scope, cell, known, { ...bindings, to_day: scope.toDay });
  const start = { ...bindings, to_day: scope.toDay, start_day: cell.startDay };
  if (cell.kind === "period") return { sql: `${known} SELECT DISTINCT user FROM known WHERE period_start = $start_day`, bindings: start };
  const first = "period_start = $start_day AND previous_day < period_start";
  const conditions = {
    new: `${first} AND first_day >= period_start`,
    returning: `${first} AND first_day < period_start AND previous_day >= previous_start`,
    resurrecting: `${first} AND first_day < period_start AND previous_day < previous_start`,
    dormant: `period_start = (SELECT any_value(previous_start) FROM periods WHERE period_start = $start_day) AND user NOT IN (SELECT user FROM known WHERE period_start = $start_day)`,
  };
  return { sql: `${known} SELECT DISTINCT user FROM known WHERE ${conditions[cell.state]}`, bindings: start };
}

function eventMembersSql(scope: Scope, cell: Extract<ChartCell, { kind: "all" | "peak" }>): Fragment {
  const events = scopedEvents(scope);
  const inCell = cell.kind === "peak" ? `AND ${weekdaySql("day")} = $weekday AND ${hourSql("local_slot")} = $hour` : "";
  return {
    sql: `SELECT DISTINCT user FROM (${events.sql}) WHERE user >= 0 ${inCell}`,
    bindings: { ...events.bindings, ...(cell.kind === "peak" && { weekday: cell.isoWeekday, hour: cell.hour }) },
  };
}

function retentionMembersSql(scope: Scope, cell: Extract<ChartCell, { kind: "retention" }>, known: string, bindings: Fragment["bindings"]): Fragment {
  const later = cell.mode === "nth" ? "=" : ">=";
  const cohort = cell.cohorts === "returning" ? "SELECT user FROM known WHERE period_start = $cohort_day" : "SELECT user FROM known WHERE first_period = $cohort_day AND first_day >= $from_day";
  return {
    sql: `${known} SELECT DISTINCT user FROM known WHERE ${periodsBetween(scope, "$cohort_day", "period_start")} ${later} $period AND user IN (${cohort})`,
    bindings: { ...bindings, cohort_day: cell.cohortDay, period: cell.period, ...(cell.cohorts === "first-time" && { from_day: scope.fromDay }) },
  };
}

const keySchema = z.object({ key: z.string(), size: z.number() });

/** Keys of a cell's users, numbers before texts, at most `limit`; and how many there are. */
export async function cellMembers(scope: Scope, cell: ChartCell, limit: number): Promise<{ size: number; users: string[] }> {
  const members = cellMembersSql(scope, cell);
  const rows = await query(
    `SELECT key, (count(*) OVER ())::BIGINT AS size FROM ${parquetTable(scope.index.users)} WHERE code IN (SELECT user FROM (${members.sql}))
     ORDER BY try_cast(key AS BIGINT) NULLS LAST, key LIMIT $limit`,
    { ...members.bindings, limit },
    keySchema,
  );
  return { size: rows[0]?.size ?? 0, users: rows.map(({ key }) => key) };
}
