import { z } from "zod";
import type { EventIndex } from "../../warehouse/event-index";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";

const rowSchema = z.object({ item: z.string(), recent: z.number(), expected: z.number(), score: z.number(), since_ms: z.number() });
export type TrendingItem = z.infer<typeof rowSchema>;

/** A shorter while than this many events says nothing: then the last days reach further back. */
const leastEvents = 1000;

/**
 * Items with more people lately (the last `days` up to the newest event) than their usual share of all people would give:
 * (recent − expected) / √(expected + 1), largest first; ties by what more people have, then by key.
 */
export async function trendingItems(index: EventIndex, days: number, limit: number): Promise<TrendingItem[]> {
  return query(
    `WITH events AS (SELECT user, item, at_ms FROM ${parquetTable(index.events)} WHERE item >= 0 AND user >= 0),
      newest AS (SELECT at_ms FROM events ORDER BY at_ms DESC LIMIT ${leastEvents}),
      span AS (SELECT least(max(at_ms) - $days::BIGINT * 86400000, min(at_ms) - 1) AS since FROM newest),
      counts AS (SELECT item, count(DISTINCT user) AS users, count(DISTINCT user) FILTER (at_ms > since) AS recent FROM events, span GROUP BY item),
      whole AS (SELECT sum(recent) / greatest(1, sum(users)) AS share FROM counts),
      scored AS (SELECT item, recent, users * share AS expected, (recent - users * share) / sqrt(users * share + 1) AS score, users FROM counts, whole WHERE recent > 0)
    SELECT key AS item, recent, expected, score, since AS since_ms FROM scored, span JOIN ${parquetTable(index.items)} ON code = item ORDER BY score DESC, users DESC, key LIMIT $limit`,
    { days, limit },
    rowSchema,
  );
}
