import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { isWhole, scopedEvents, type Fragment, type Scope } from "./scope";

const rowSchema = z.object({
  item: z.string(),
  label: z.string(),
  events: z.number(),
  users: z.number(),
  mean_rating: z.number().nullable(),
  minutes: z.number().nullable(),
});

/** The items with the most events; ties by the item's key, numbers before texts. */
export async function topItems(scope: Scope, limit: number): Promise<ChartRows["top-items"]> {
  const { sql, bindings } = topItemsSql(scope, limit);
  const rows = await query(sql, bindings, rowSchema);
  return rows.map((row) => ({
    item: row.item,
    label: row.label,
    events: row.events,
    users: row.users,
    ...(row.mean_rating !== null && { meanRating: row.mean_rating }),
    ...(scope.has.minutes && { minutes: row.minutes ?? 0 }),
  }));
}

/** Users, ratings and minutes are added up only for the items that are shown. */
export function topItemsSql(scope: Scope, limit: number): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `WITH events AS (${events.sql}),
      counted AS (${isWhole(scope) && !scope.members ? `SELECT item, sum(events)::BIGINT AS events FROM ${parquetTable(scope.index.itemTotals)} WHERE item >= 0 GROUP BY 1` : "SELECT item, count(*) AS events FROM events WHERE item >= 0 GROUP BY 1"}),
      top AS (SELECT item, events, key, label FROM counted JOIN ${parquetTable(scope.index.items)} ON code = item ORDER BY events DESC, try_cast(key AS BIGINT) NULLS LAST, key LIMIT $limit),
      shown AS (
        SELECT item, count(DISTINCT user) FILTER (user >= 0) AS users, avg(rating) AS mean_rating, sum(minutes) AS minutes FROM events WHERE item IN (SELECT item FROM top) GROUP BY 1
      )
      SELECT top.key AS item, top.label, top.events, shown.users, shown.mean_rating, shown.minutes FROM top JOIN shown USING (item)
      ORDER BY top.events DESC, try_cast(top.key AS BIGINT) NULLS LAST, top.key`,
    bindings: { ...events.bindings, limit },
  };
}

/** At most this many points to a small series. */
const seriesPoints = 24;
const seriesSchema = z.object({ item: z.string(), point: z.number(), events: z.number() });

/** Events of each of these items over the range, cut into equal stretches of whole days, oldest first. */
export async function itemSeries(scope: Scope, items: string[]): Promise<Map<string, number[]>> {
  const points = Math.min(seriesPoints, scope.toDay - scope.fromDay + 1);
  const series = new Map(items.map((item) => [item, Array.from({ length: points }, () => 0)]));
  if (items.length === 0 || points <= 0) return series;
  const { sql, bindings } = itemSeriesSql({ ...scope, items }, points);
  for (const row of await query(sql, bindings, seriesSchema)) {
    const found = series.get(row.item);
    if (found) found[row.point] = row.events;
  }
  return series;
}

export function itemSeriesSql(scope: Scope, points: number): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `SELECT any_value(key) AS item, point, sum(events)::BIGINT AS events
      FROM (SELECT item AS code, ((day - $from_day) * $points // ($to_day - $from_day + 1))::INTEGER AS point, count(*) AS events FROM (${events.sql}) GROUP BY 1, 2)
      JOIN ${parquetTable(scope.index.items)} USING (code) GROUP BY code, point`,
    bindings: { ...events.bindings, points },
  };
}
