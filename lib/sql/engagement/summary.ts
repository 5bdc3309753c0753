import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { scopedEvents, type Fragment, type Scope } from "./scope";

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

export function summarySql(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `SELECT count(*) AS events, count(DISTINCT user) FILTER (user >= 0) AS users, count(DISTINCT item) FILTER (item >= 0) AS items,
        min(at_ms) AS first_ms, max(at_ms) AS last_ms, sum(minutes) AS minutes, avg(rating) AS mean_rating
      FROM (${events.sql})`,
    bindings: events.bindings,
  };
}
