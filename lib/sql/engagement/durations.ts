import { z } from "zod";
import type { ChartRows } from "../../schemas/engagement";
import { query } from "../../warehouse/query";
import { scopedEvents, type Scope } from "./scope";

const boundsSchema = z.object({ least: z.number().nullable(), usual: z.number().nullable(), most: z.number().nullable() });
const rowSchema = z.object({ bar: z.number(), events: z.number() });

/** About this many bars reach up to the 99th percentile; the last bar takes all that is longer. */
const wantedBars = 20;

/** How long the events are: every event with a duration is in one bar; `fromMinutes` included, `toMinutes` not, but in the last bar. */
export async function durations(scope: Scope): Promise<ChartRows["durations"]> {
  const events = scopedEvents(scope);
  const [bounds] = await query(
    `SELECT min(minutes) AS least, quantile_cont(minutes, 0.99) AS usual, max(minutes) AS most FROM (${events.sql})`,
    events.bindings,
    boundsSchema,
  );
  if (!bounds || bounds.least === null || bounds.usual === null || bounds.most === null) return [];
  const width = niceWidth((bounds.usual - Math.min(0, bounds.least)) / wantedBars);
  const start = Math.floor(Math.min(0, bounds.least) / width) * width;
  const bars = Math.max(1, Math.ceil((bounds.usual - start) / width));
  const rows = await query(
    `SELECT least(floor((minutes - $start) / $width), $bars - 1)::INTEGER AS bar, count(*) AS events FROM (${events.sql}) WHERE minutes IS NOT NULL GROUP BY 1`,
    { ...events.bindings, start, width, bars },
    rowSchema,
  );
  const found = new Map(rows.map((row) => [row.bar, row.events]));
  return Array.from({ length: bars }, (_, bar) => ({
    fromMinutes: tidy(start + bar * width),
    toMinutes: bar === bars - 1 ? Math.max(tidy(start + bars * width), bounds.most ?? 0) : tidy(start + (bar + 1) * width),
    events: found.get(bar) ?? 0,
  }));
}

/** 1, 2 or 5 times a power of ten, at least as wide as asked. */
function niceWidth(width: number): number {
  if (!(width > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= width) ?? 10;
  return step * power;
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
