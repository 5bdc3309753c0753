import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { isPartial, isWhole, memberFilter, scopedEvents, userDays, type Fragment, type Scope } from "./scope";

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

/** Of everything, from the sums over all time; of a range, from the days of users; of some events only, from those events. */
export function usersSql(scope: Scope, limit: number): Fragment {
  const { sql, bindings } = isWhole(scope) ? wholeFigures(scope) : isPartial(scope) ? eventFigures(scope) : dayFigures(scope);
  return {
    sql: `SELECT key AS user, events, active_days, first_ms, last_ms, minutes FROM (${sql}) JOIN ${parquetTable(scope.index.users)} u ON u.code = user
      ORDER BY events DESC, try_cast(key AS BIGINT) NULLS LAST, key LIMIT $limit`,
    bindings: { ...bindings, limit },
  };
}

function wholeFigures(scope: Scope): Fragment {
  const members = memberFilter(scope);
  return {
    sql: `SELECT user, events, active_days, first_ms, last_ms, minutes FROM ${parquetTable(scope.index.userTotals)} AS t JOIN ${parquetTable(scope.hoursPath)} AS h USING (user) WHERE user >= 0 AND ${members.sql}`,
    bindings: members.bindings,
  };
}

function dayFigures(scope: Scope): Fragment {
  const days = userDays(scope);
  return {
    sql: `SELECT user, sum(events)::BIGINT AS events, count(*) AS active_days, min(first_ms) AS first_ms, max(last_ms) AS last_ms, sum(minutes) AS minutes
      FROM (${days.sql}) WHERE user >= 0 AND day BETWEEN $from_day AND $to_day GROUP BY user`,
    bindings: { ...days.bindings, from_day: scope.fromDay, to_day: scope.toDay },
  };
}

function eventFigures(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `SELECT user, count(*) AS events, count(DISTINCT day) AS active_days, min(at_ms) AS first_ms, max(at_ms) AS last_ms, sum(minutes) AS minutes FROM (${events.sql}) WHERE user >= 0 GROUP BY user`,
    bindings: events.bindings,
  };
}
