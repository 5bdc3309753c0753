import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { hourSql, weekdaySql } from "../../warehouse/local-time";
import { query } from "../../warehouse/query";
import { scopedEvents, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ isoWeekday: z.number(), hour: z.number(), events: z.number(), users: z.number() });

/** Events and users of each hour of the week; all 168 hours, zero where nothing happened. */
export async function peakTimes(scope: Scope): Promise<ChartRows["peak-times"]> {
  const { sql, bindings } = peakTimesSql(scope);
  return query(sql, bindings, rowSchema);
}

/** Distinct users in two steps: grouping small integers by hour and user is faster than counting distinct within groups. */
export function peakTimesSql(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `WITH by_user AS (
        SELECT ${weekdaySql("day")}::INTEGER AS weekday, ${hourSql("local_slot")}::INTEGER AS hour, user, count(*) AS events FROM (${events.sql}) GROUP BY 1, 2, 3
      ),
      found AS (SELECT weekday, hour, sum(events)::BIGINT AS events, count(*) FILTER (user >= 0) AS users FROM by_user GROUP BY 1, 2)
      SELECT w.weekday AS "isoWeekday", h.hour, coalesce(events, 0) AS events, coalesce(users, 0) AS users
      FROM range(1, 8) AS w(weekday) CROSS JOIN range(0, 24) AS h(hour) LEFT JOIN found f ON f.weekday = w.weekday AND f.hour = h.hour ORDER BY 1, 2`,
    bindings: events.bindings,
  };
}
