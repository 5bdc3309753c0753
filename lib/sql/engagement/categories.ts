import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { scopedEvents, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({
  category: z.string(),
  events: z.number(),
  users: z.number(),
  items: z.number(),
  mean_rating: z.number().nullable(),
  minutes: z.number().nullable(),
  mean_minutes: z.number().nullable(),
});

/** What each category gets; an event counts once in every category of its cell. Most events first, ties by name. */
export async function categories(scope: Scope): Promise<ChartRows["categories"]> {
  const { sql, bindings } = categoriesSql(scope);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map((row) => ({
    category: row.category,
    events: row.events,
    users: row.users,
    items: row.items,
    ...(row.mean_rating !== null && { meanRating: row.mean_rating }),
    ...(scope.has.minutes && { minutes: row.minutes ?? 0 }),
    ...(row.mean_minutes !== null && { meanMinutes: row.mean_minutes }),
  }));
}

/** Cells are few, so events are first added up by cell, user and item, and only then spread over the cell's categories. */
export function categoriesSql(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `WITH events AS (SELECT * FROM (${events.sql}) WHERE cell >= 0),
      cells AS (SELECT code, unnest(categories) AS category FROM ${parquetTable(scope.index.cells)}),
      totals AS (SELECT cell, count(*) AS events, sum(rating) AS rating, count(rating) AS ratings, sum(minutes) AS minutes, count(minutes) AS timed FROM events GROUP BY 1),
      sums AS (SELECT category, sum(events)::BIGINT AS events, sum(rating) / nullif(sum(ratings), 0) AS mean_rating, sum(minutes) AS minutes, sum(minutes) / nullif(sum(timed), 0) AS mean_minutes
        FROM totals JOIN cells ON code = cell GROUP BY 1),
      users AS (SELECT category, count(DISTINCT user) AS users FROM (SELECT DISTINCT cell, user FROM events WHERE user >= 0) JOIN cells ON code = cell GROUP BY 1),
      items AS (SELECT category, count(DISTINCT item) AS items FROM (SELECT DISTINCT cell, item FROM events WHERE item >= 0) JOIN cells ON code = cell GROUP BY 1)
      SELECT s.category, s.events, coalesce(u.users, 0) AS users, coalesce(i.items, 0) AS items, s.mean_rating, s.minutes, s.mean_minutes
      FROM sums s LEFT JOIN users u ON u.category = s.category LEFT JOIN items i ON i.category = s.category ORDER BY s.events DESC, s.category`,
    bindings: events.bindings,
  };
}
