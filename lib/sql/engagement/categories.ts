import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { categoryNames } from "./category-names";
import { bitsPerMask, countPerBit } from "./count-per-bit";
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
  const { sql, bindings } = categoriesSql(scope, (await categoryNames(scope.index)).length);
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

/** So many categories fit into the bits of a few numbers; beyond, users and items are counted one by one. */
const mostByBits = 4 * bitsPerMask;

/**
 * Events are first added up by item and cell, and only then spread over the cells' categories.
 * @param categoryCount how many categories there are in all: decides how users are counted.
 */
export function categoriesSql(scope: Scope, categoryCount: number): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `WITH events AS (SELECT * FROM (${events.sql}) WHERE cell >= 0),
      cells AS (SELECT code, category, (dense_rank() OVER (ORDER BY category) - 1)::INTEGER AS kind FROM (SELECT code, unnest(categories) AS category FROM ${parquetTable(scope.index.cells)})),
      pairs AS (SELECT item, cell, count(*) AS events, sum(rating) AS rating, count(rating) AS ratings, sum(minutes) AS minutes, count(minutes) AS timed FROM events GROUP BY 1, 2),
      totals AS (SELECT cell, sum(events) AS events, sum(rating) AS rating, sum(ratings) AS ratings, sum(minutes) AS minutes, sum(timed) AS timed FROM pairs GROUP BY 1),
      sums AS (SELECT kind, any_value(category) AS category, sum(events)::BIGINT AS events, sum(rating) / nullif(sum(ratings), 0) AS mean_rating, sum(minutes) AS minutes, sum(minutes) / nullif(sum(timed), 0) AS mean_minutes
        FROM totals JOIN cells ON code = cell GROUP BY 1)${categoryCount > mostByBits ? countedSql : bitsSql(categoryCount)}
      SELECT s.category, s.events, coalesce(u.n, 0) AS users, coalesce(i.n, 0) AS items, s.mean_rating, s.minutes, s.mean_minutes
      FROM sums s LEFT JOIN users u ON u.kind = s.kind LEFT JOIN items i ON i.kind = s.kind ORDER BY s.events DESC, s.category`,
    bindings: events.bindings,
  };
}

/** A cell's categories as bits, gathered for each user and for each item. */
function bitsSql(count: number): string {
  const masks = Array.from({ length: Math.max(1, Math.ceil(count / bitsPerMask)) }, (_, mask) => mask);
  const bits = masks.map((mask) => `coalesce(bit_or(1::BIGINT << (kind - ${mask * bitsPerMask})) FILTER (kind >= ${mask * bitsPerMask} AND kind < ${(mask + 1) * bitsPerMask}), 0) AS mask_${mask}`);
  const gathered = (of: "user" | "item"): string => `SELECT ${of}, ${masks.map((mask) => `bit_or(mask_${mask}) AS mask_${mask}`).join(", ")} FROM ${of === "user" ? "events" : "pairs"} JOIN masks ON code = cell WHERE ${of} >= 0 GROUP BY 1`;
  return `,
      masks AS (SELECT code, ${bits.join(", ")} FROM cells GROUP BY 1),
      users AS (SELECT kind, n FROM (${countPerBit(gathered("user"), count)})),
      items AS (SELECT kind, n FROM (${countPerBit(gathered("item"), count)}))`;
}

const countedSql = `,
      users AS (SELECT kind, count(DISTINCT user) AS n FROM (SELECT DISTINCT cell, user FROM events WHERE user >= 0) JOIN cells ON code = cell GROUP BY 1),
      items AS (SELECT kind, count(DISTINCT item) AS n FROM (SELECT cell, item FROM pairs WHERE item >= 0) JOIN cells ON code = cell GROUP BY 1)`;
