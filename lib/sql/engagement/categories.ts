import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { areKept, cellMasksSql } from "../../warehouse/event-totals";
import { countPerBit, masksFor } from "../../warehouse/kind-masks";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { isWhole, memberFilter, scopedEvents, type Fragment, type Scope } from "./scope";

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

/**
 * Events are first added up by item and cell, and only then spread over the cells' categories. Users and items are counted
 * by their categories as bits, or one by one where there are very many categories.
 */
export function categoriesSql(scope: Scope): Fragment {
  const { index, kinds } = scope;
  const events = scopedEvents(scope);
  const members = memberFilter(scope);
  const whole = isWhole(scope);
  const isByBits = areKept(kinds.categories);
  const sums = "count(*) AS events, sum(minutes) AS minutes, count(minutes) AS timed, sum(rating) AS rating, count(rating) AS ratings";
  const usesEvents = !whole || !isByBits || scope.members !== undefined;
  const people = whole ? `SELECT * FROM ${parquetTable(index.userTotals)} WHERE user >= 0 AND ${members.sql}` : gathered("user", "events", kinds.categories);
  const counts = isByBits
    ? `masks AS (${cellMasksSql(index, kinds.categories)}), users AS (${countPerBit(people, kinds.categories, "category")}), items AS (${countPerBit(gathered("item", "pairs", kinds.categories), kinds.categories, "category")})`
    : `users AS (SELECT kind, count(DISTINCT user) AS n FROM (SELECT DISTINCT cell, user FROM events WHERE user >= 0) JOIN cells ON code = cell GROUP BY 1),
      items AS (SELECT kind, count(DISTINCT item) AS n FROM (SELECT cell, item FROM pairs WHERE item >= 0) JOIN cells ON code = cell GROUP BY 1)`;
  return {
    sql: `WITH ${usesEvents ? `events AS (SELECT * FROM (${events.sql}) WHERE cell >= 0),` : ""}
      cells AS (SELECT code, category, (dense_rank() OVER (ORDER BY category) - 1)::INTEGER AS kind FROM (SELECT code, unnest(categories) AS category FROM ${parquetTable(index.cells)})),
      pairs AS (${whole && !scope.members ? `SELECT * FROM ${parquetTable(index.itemTotals)} WHERE cell >= 0` : `SELECT item, cell, ${sums} FROM events GROUP BY 1, 2`}),
      totals AS (SELECT cell, sum(events) AS events, sum(minutes) AS minutes, sum(timed) AS timed, sum(rating) AS rating, sum(ratings) AS ratings FROM pairs GROUP BY 1),
      sums AS (SELECT kind, any_value(category) AS category, sum(events)::BIGINT AS events, sum(rating) / nullif(sum(ratings), 0) AS mean_rating, sum(minutes) AS minutes, sum(minutes) / nullif(sum(timed), 0) AS mean_minutes
        FROM totals JOIN cells ON code = cell GROUP BY 1),
      ${counts}
      SELECT s.category, s.events, coalesce(u.n, 0) AS users, coalesce(i.n, 0) AS items, s.mean_rating, s.minutes, s.mean_minutes
      FROM sums s LEFT JOIN users u ON u.kind = s.kind LEFT JOIN items i ON i.kind = s.kind ORDER BY s.events DESC, s.category`,
    bindings: usesEvents ? events.bindings : members.bindings,
  };
}

/** The bits of all cells that a user, or an item, has. */
function gathered(of: "user" | "item", from: "events" | "pairs", count: number): string {
  const bits = Array.from({ length: masksFor(count) }, (_, mask) => `bit_or(category_${mask}) AS category_${mask}`);
  return `SELECT ${of}, ${bits.join(", ")} FROM ${from} JOIN masks ON code = cell WHERE ${of} >= 0 GROUP BY 1`;
}
