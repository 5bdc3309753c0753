import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { parquetTable } from "../../warehouse/quote-sql";
import { niceWidth, tidy } from "./nice-width";
import { isWhole, scopedEvents, type Fragment, type Scope } from "./scope";

const boundsSchema = z.object({ least: z.number().nullable(), usual: z.number().nullable(), most: z.number().nullable() });
const rowSchema = z.object({ bar: z.number(), events: z.number() });

/** About this many bars reach up to the 99th percentile; the last bar takes all that is longer. */
const wantedBars = 20;

/** How long the events are: every event with a duration is in one bar; `fromMinutes` included, `toMinutes` not, but in the last bar. */
export async function durations(scope: Scope): Promise<ChartRows["durations"]> {
  const asked = boundsOfDurationsSql(scope);
  const [bounds] = await query(asked.sql, asked.bindings, boundsSchema);
  if (!bounds || bounds.least === null || bounds.usual === null || bounds.most === null) return [];
  const width = niceWidth((bounds.usual - Math.min(0, bounds.least)) / wantedBars);
  const start = Math.floor(Math.min(0, bounds.least) / width) * width;
  const bars = Math.max(1, Math.ceil((bounds.usual - start) / width));
  const counting = durationBarsSql(scope, { start, width, bars });
  const rows = await query(counting.sql, counting.bindings, rowSchema);
  const found = new Map(rows.map((row) => [row.bar, row.events]));
  return Array.from({ length: bars }, (_, bar) => ({
    fromMinutes: tidy(start + bar * width),
    toMinutes: bar === bars - 1 ? Math.max(tidy(start + bars * width), bounds.most ?? 0) : tidy(start + (bar + 1) * width),
    events: found.get(bar) ?? 0,
  }));
}

/** About so many durations are put in order to choose the width of the bars. */
const orderedEvents = 200_000;

/** Least and most of all; the 99th percentile, which only chooses the bars, from a fixed part of them where they are very many. */
export function boundsOfDurationsSql(scope: Scope): Fragment {
  if (isAddedUp(scope)) {
    return {
      sql: `SELECT min(minutes) AS least, min(minutes) FILTER (below >= 0.99 * total) AS usual, max(minutes) AS most
        FROM (SELECT minutes, sum(events) OVER (ORDER BY minutes) AS below, sum(events) OVER () AS total FROM ${parquetTable(scope.index.durationTotals)})`,
      bindings: {},
    };
  }
  const events = scopedEvents(scope);
  return {
    sql: `WITH events AS (${events.sql}), step AS (SELECT greatest(1, count(*) // ${orderedEvents})::UBIGINT AS step FROM events)
      SELECT min(minutes) AS least, coalesce(quantile_cont(minutes, 0.99) FILTER (hash(at_ms) % (SELECT step FROM step) = 0), max(minutes)) AS usual, max(minutes) AS most FROM events`,
    bindings: events.bindings,
  };
}

export function durationBarsSql(scope: Scope, bars: { start: number; width: number; bars: number }): Fragment {
  const bar = "least(floor((minutes - $start) / $width), $bars - 1)::INTEGER AS bar";
  if (isAddedUp(scope)) return { sql: `SELECT ${bar}, sum(events)::BIGINT AS events FROM ${parquetTable(scope.index.durationTotals)} GROUP BY 1`, bindings: { ...bars } };
  const events = scopedEvents(scope);
  return { sql: `SELECT ${bar}, count(*) AS events FROM (${events.sql}) WHERE minutes IS NOT NULL GROUP BY 1`, bindings: { ...events.bindings, ...bars } };
}

function isAddedUp(scope: Scope): boolean {
  return isWhole(scope) && !scope.members;
}
