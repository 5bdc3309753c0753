import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { hourSql } from "../../warehouse/local-time";
import { query } from "../../warehouse/query";
import { calendar, dayText, isPartial, scopedEvents, userGaps, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ period: z.string(), events: z.number(), users: z.number(), minutes: z.number().nullable() });

/** How much happened in each period; a period of the data without an event is 0. */
export async function activity(scope: Scope): Promise<ChartRows["activity"]> {
  const { sql, bindings } = activitySql(scope);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map(({ period, events, users, minutes }) => ({ periodStart: period, events, users, ...(scope.has.minutes && { minutes: minutes ?? 0 }) }));
}

export function activitySql(scope: Scope): Fragment {
  if (scope.granularity === "hour") return hourlySql(scope);
  return isPartial(scope) ? eventsSql(scope) : daysSql(scope);
}

/** A user's first day in a period is the one whose gap reaches back before it. */
function daysSql(scope: Scope): Fragment {
  const gaps = userGaps(scope);
  const periods = calendar(scope);
  return {
    sql: `WITH periods AS (${periods.sql}), found AS (
        SELECT period_start, sum(events)::BIGINT AS events, (sum(users) FILTER (gap > day - greatest(period_start, $from_day)))::BIGINT AS users, sum(minutes) AS minutes
        FROM (${gaps.sql}) JOIN periods USING (day) WHERE day BETWEEN $from_day AND $to_day GROUP BY 1
      )
      ${filledSql()}`,
    bindings: { ...gaps.bindings, ...periods.bindings, from_day: scope.fromDay, to_day: scope.toDay },
  };
}

function eventsSql(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  const periods = calendar(scope);
  return {
    sql: `WITH periods AS (${periods.sql}), found AS (
        SELECT period_start, count(*) AS events, count(DISTINCT user) FILTER (user >= 0) AS users, sum(minutes) AS minutes
        FROM (${events.sql}) JOIN periods USING (day) GROUP BY 1
      )
      ${filledSql()}`,
    bindings: { ...events.bindings, ...periods.bindings },
  };
}

/** Every period that has a day in the asked range, with zeros where nothing happened. */
function filledSql(): string {
  return `SELECT ${dayText("p.period_start")} AS period, coalesce(events, 0) AS events, coalesce(users, 0) AS users, minutes
    FROM (SELECT DISTINCT period_start FROM periods WHERE day BETWEEN $from_day AND $to_day) p
    LEFT JOIN found f ON f.period_start = p.period_start ORDER BY p.period_start`;
}

function hourlySql(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `WITH found AS (
        SELECT day * 24 + ${hourSql("local_slot")} AS hour, count(*) AS events, count(DISTINCT user) FILTER (user >= 0) AS users, sum(minutes) AS minutes
        FROM (${events.sql}) GROUP BY 1
      )
      SELECT strftime(TIMESTAMP '1970-01-01' + to_hours(h.hour), '%Y-%m-%dT%H:00') AS period, coalesce(events, 0) AS events, coalesce(users, 0) AS users, minutes
      FROM range($from_day::BIGINT * 24, ($to_day::BIGINT + 1) * 24) AS h(hour) LEFT JOIN found f ON f.hour = h.hour ORDER BY h.hour`,
    bindings: events.bindings,
  };
}
