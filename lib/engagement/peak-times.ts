import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { hoursOfWeek } from "../warehouse/local-time";
import { countBuckets } from "./bucket-counts";
import { weekdayOf } from "./calendar";
import { selectionOf } from "./selection";

/** Events and users of each hour of the week; all 168 hours, zero where nothing happened. */
export async function peakTimes(scope: Scope): Promise<ChartRows["peak-times"]> {
  const selection = await selectionOf(scope);
  const { events, users } = await countBuckets(selection, selection.events.tracks.slot, hoursOfWeek, hoursOfTheWeek(selection.hours));
  return Array.from({ length: hoursOfWeek }, (_, hour) => ({ isoWeekday: Math.floor(hour / 24) + 1, hour: hour % 24, events: events[hour]!, users: users[hour]! }));
}

/** Hour of the week 0–167, Monday 00:00 first, of hours counted from 1970-01-01. */
export function hoursOfTheWeek(hours: Int32Array): Int32Array {
  return hours.map((hour) => weekdayOf(Math.floor(hour / 24)) * 24 + (((hour % 24) + 24) % 24));
}
