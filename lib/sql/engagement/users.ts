import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { isPartial, scopedEvents, userDays, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({ user: z.string(), events: z.number(), active_days: z.number(), first_ms: z.number(), last_ms: z.number(), minutes: z.number().nullable() });

/** The users with the most events in the range; ties by key, numbers before texts. Instants are UTC. */
export async function users(scope: Scope, limit: number): Promise<ChartRows["users"]> {
  const { sql, bindings } = usersSql(scope, limit);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map((row) => ({
    user: row.user,
    events: row.events,
    activeDays: row.active_days,
    firstSeen: new Date(row.first_ms).toISOString(),
    lastSeen: new Date(row.last_ms).toISOString(),
    ...(scope.has.minutes && { minutes: row.minutes ?? 0 }),
  }));
}

/** From the days of users, which hold what is asked already added up; of some events only, from those events. */
export function usersSql(scope: Scope, limit: number): Fragment {
  const isFromDays = !isPartial(scope);
  const source = isFromDays ? userDays(scope) : scopedEvents(scope);
  const figures = isFromDays
    ? "sum(events)::BIGINT AS events, count(*) AS active_days, min(first_ms) AS first_ms, max(last_ms) AS last_ms"
    : "count(*) AS events, count(DISTINCT day) AS active_days, min(at_ms) AS first_ms, max(at_ms) AS last_ms";
  const range = isFromDays ? " AND day BETWEEN $from_day AND $to_day" : "";
  return {
    sql: `WITH counted AS (SELECT user, ${figures}, sum(minutes) AS minutes FROM (${source.sql}) WHERE user >= 0${range} GROUP BY user)
      SELECT key AS user, events, active_days, first_ms, last_ms, minutes FROM counted JOIN ${parquetTable(scope.index.users)} ON code = user
      ORDER BY events DESC, try_cast(key AS BIGINT) NULLS LAST, key LIMIT $limit`,
    bindings: { ...source.bindings, limit, ...(isFromDays && { from_day: scope.fromDay, to_day: scope.toDay }) },
  };
}
