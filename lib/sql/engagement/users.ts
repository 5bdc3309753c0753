import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { scopedEvents, type Fragment, type Scope } from "./scope";

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

/** Days are counted only for the users that are shown. */
export function usersSql(scope: Scope, limit: number): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `WITH events AS (SELECT * FROM (${events.sql}) WHERE user >= 0),
      top AS (
        SELECT user, any_value(key) AS key, count(*) AS events, min(at_ms) AS first_ms, max(at_ms) AS last_ms, sum(minutes) AS minutes
        FROM events JOIN ${parquetTable(scope.index.users)} ON code = user GROUP BY user
        ORDER BY events DESC, try_cast(any_value(key) AS BIGINT) NULLS LAST, any_value(key) LIMIT $limit
      ),
      days AS (SELECT user, count(DISTINCT day) AS active_days FROM events WHERE user IN (SELECT user FROM top) GROUP BY 1)
      SELECT top.key AS user, top.events, days.active_days, top.first_ms, top.last_ms, top.minutes FROM top JOIN days USING (user)
      ORDER BY top.events DESC, try_cast(top.key AS BIGINT) NULLS LAST, top.key`,
    bindings: { ...events.bindings, limit },
  };
}
