import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { niceWidth, tidy } from "./nice-width";
import { selectionOf } from "./selection";
import { countValues, intoBars } from "./value-counts";

/** About this many bars reach up to the 99th percentile; the last bar takes all that is longer. */
const wantedBars = 20;

/** How long the events are: every event with a duration is in one bar; `fromMinutes` included, `toMinutes` not, but in the last bar. */
export async function durations(scope: Scope): Promise<ChartRows["durations"]> {
  const counts = await countValues(await selectionOf(scope), "minutes");
  const [least, most] = [counts[0]?.value, counts.at(-1)?.value];
  if (least === undefined || most === undefined) return [];
  const total = counts.reduce((sum, { events }) => sum + events, 0);
  let below = 0;
  const usual = counts.find(({ events }) => (below += events) >= 0.99 * total)?.value ?? most;
  const width = niceWidth((usual - Math.min(0, least)) / wantedBars);
  const start = Math.floor(Math.min(0, least) / width) * width;
  const bars = Math.max(1, Math.ceil((usual - start) / width));
  return intoBars(counts, { start, width, bars }).map((events, bar) => ({
    fromMinutes: tidy(start + bar * width),
    toMinutes: bar === bars - 1 ? Math.max(tidy(start + bars * width), most) : tidy(start + (bar + 1) * width),
    events,
  }));
}
