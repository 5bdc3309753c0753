import { countNumbers } from "./bucket-counts";
import type { Selection } from "./selection";

/** A value and how many events have it. */
export interface ValueCount {
  value: number;
  events: number;
}

/** How often each duration or rating occurs, ascending by value; events without one are left out. */
export async function countValues(selection: Selection, column: "minutes" | "rating"): Promise<ValueCount[]> {
  const { tracks } = selection.events;
  const values = column === "minutes" ? tracks.minuteValues : tracks.ratingValues;
  const counts = await countNumbers(selection, tracks[column], values.length - 1);
  const found: ValueCount[] = [];
  for (let number = 1; number < values.length; number++) if (counts[number]! > 0) found.push({ value: values[number]!, events: counts[number]! });
  return found;
}

/** Much less than a width, and more than what dividing by it rounds away: 0.3 / 0.1 is a little less than 3. */
const roundingOfBars = 1e-9;

/** Events by bar: bar b holds the values from start + b · width, and the last bar all beyond. */
export function intoBars(counts: ValueCount[], { start, width, bars }: { start: number; width: number; bars: number }): number[] {
  const events = Array.from({ length: bars }, () => 0);
  for (const { value, events: count } of counts) events[Math.min(bars - 1, Math.floor((value - start) / width + roundingOfBars))]! += count;
  return events;
}
