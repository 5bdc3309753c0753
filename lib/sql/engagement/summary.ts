import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { isPartial, isWhole, scopedEvents, userDays, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({
  events: z.number(),
  users: z.number(),
  items: z.number(),
  first_ms: z.number().nullable(),
  last_ms: z.number().nullable(),
  minutes: z.number().nullable(),
  mean_rating: z.number().nullable(),
});

/** The figures of the whole range; `from` and `to` are the instants of the first and last event. */
export async function summary(scope: Scope): Promise<ChartRows["summary"]> {
  const { sql, bindings } = summarySql(scope);
  const rows = await query(sql, bindings, rowSchema);
  const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return rows.map((row) => ({
    events: row.events,
    users: row.users,
    items: row.items,
    from: instant(row.first_ms),
    to: instant(row.last_ms),
    ...(scope.has.minutes && { minutes: row.minutes ?? 0 }),
    ...(row.mean_rating !== null && { meanRating: row.mean_rating }),
  }));
}

/** Users come from the days of users where whole users are asked for; items are grouped rather than counted distinct. */
export function summarySql(scope: Scope): Fragment {
  if (isWhole(scope) && !scope.members) return wholeSql(scope);
  const events = scopedEvents(scope);
  const days = isPartial(scope) ? undefined : userDays(scope);
  const people = days
    ? `SELECT count(*) FROM (${days.sql}) WHERE user >= 0 AND day BETWEEN $from_day AND $to_day AND previous_day < $from_day`
    : "SELECT count(*) FROM (SELECT user FROM events WHERE user >= 0 GROUP BY 1)";
  return {
    sql: `WITH events AS (${events.sql}),
      totals AS (SELECT count(*) AS events, min(at_ms) AS first_ms, max(at_ms) AS last_ms, sum(minutes) AS minutes, avg(rating) AS mean_rating FROM events)
      SELECT events, (${people}) AS users, (SELECT count(*) FROM (SELECT item FROM events WHERE item >= 0 GROUP BY 1)) AS items, first_ms, last_ms, minutes, mean_rating FROM totals`,
    bindings: { ...events.bindings, ...days?.bindings },
  };
}

/** Everything of everybody: the sums over all time. */
function wholeSql({ index }: Scope): Fragment {
  return {
    sql: `SELECT coalesce(events, 0) AS events, users, items, first_ms, last_ms, minutes, mean_rating
      FROM (SELECT sum(events)::BIGINT AS events, count(*) FILTER (user >= 0) AS users, min(first_ms) AS first_ms, max(last_ms) AS last_ms FROM ${parquetTable(index.userTotals)})
      CROSS JOIN (SELECT count(DISTINCT item) FILTER (item >= 0) AS items, sum(minutes) AS minutes, sum(rating) / nullif(sum(ratings), 0) AS mean_rating FROM ${parquetTable(index.itemTotals)})`,
    bindings: {},
  };
}
