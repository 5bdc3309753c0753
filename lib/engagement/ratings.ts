import type { Scope } from "../sql/engagement/scope";
import { niceWidth, tidy } from "./nice-width";
import { selectionOf } from "./selection";
import { countValues, intoBars } from "./value-counts";

/** Up to this many different ratings each get a row of their own. */
const maximumValues = 25;
const wantedBars = 20;

export interface RatingBar {
  fromRating: number;
  toRating: number;
  events: number;
}

/** How often each rating was given, ascending; bars of equal width where there are very many different ones. */
export async function ratings(scope: Scope): Promise<RatingBar[]> {
  const counts = await countValues(await selectionOf(scope), "rating");
  if (counts.length <= maximumValues) return counts.map(({ value, events }) => ({ fromRating: value, toRating: value, events }));
  const [least, most] = [counts[0]?.value ?? 0, counts.at(-1)?.value ?? 0];
  const width = niceWidth((most - least) / wantedBars);
  const start = Math.floor(least / width) * width;
  const bars = Math.max(1, Math.ceil((most - start) / width));
  return intoBars(counts, { start, width, bars }).map((events, bar) => ({ fromRating: tidy(start + bar * width), toRating: tidy(start + (bar + 1) * width), events }));
}
