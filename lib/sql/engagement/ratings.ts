import { z } from "zod";
import { query } from "../../warehouse/query";
import { niceWidth, tidy } from "./nice-width";
import { scopedEvents, type Fragment, type Scope } from "./scope";

/** Up to this many different ratings each get a row of their own. */
const maximumValues = 25;
const wantedBars = 20;

export interface RatingBar {
  fromRating: number;
  toRating: number;
  events: number;
}

const valueSchema = z.object({ rating: z.number(), events: z.number() });
const boundsSchema = z.object({ least: z.number().nullable(), most: z.number().nullable() });
const barSchema = z.object({ bar: z.number(), events: z.number() });

/** How often each rating was given, ascending; bars of equal width where there are very many different ones. */
export async function ratings(scope: Scope): Promise<RatingBar[]> {
  const values = ratingValuesSql(scope);
  const rows = await query(values.sql, values.bindings, valueSchema);
  if (rows.length <= maximumValues) return rows.map(({ rating, events }) => ({ fromRating: rating, toRating: rating, events }));
  const events = scopedEvents(scope);
  const [bounds] = await query(`SELECT min(rating) AS least, max(rating) AS most FROM (${events.sql})`, events.bindings, boundsSchema);
  const [least, most] = [bounds?.least ?? 0, bounds?.most ?? 0];
  const width = niceWidth((most - least) / wantedBars);
  const start = Math.floor(least / width) * width;
  const bars = Math.max(1, Math.ceil((most - start) / width));
  const counting = ratingBarsSql(scope, { start, width, bars });
  const counted = await query(counting.sql, counting.bindings, barSchema);
  const found = new Map(counted.map((row) => [row.bar, row.events]));
  return Array.from({ length: bars }, (_, bar) => ({ fromRating: tidy(start + bar * width), toRating: tidy(start + (bar + 1) * width), events: found.get(bar) ?? 0 }));
}

export function ratingValuesSql(scope: Scope): Fragment {
  const events = scopedEvents(scope);
  return { sql: `SELECT rating, count(*) AS events FROM (${events.sql}) WHERE rating IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT ${maximumValues + 1}`, bindings: events.bindings };
}

export function ratingBarsSql(scope: Scope, bars: { start: number; width: number; bars: number }): Fragment {
  const events = scopedEvents(scope);
  return {
    sql: `SELECT least(floor((rating - $start) / $width), $bars - 1)::INTEGER AS bar, count(*) AS events FROM (${events.sql}) WHERE rating IS NOT NULL GROUP BY 1`,
    bindings: { ...events.bindings, ...bars },
  };
}
