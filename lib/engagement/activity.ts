import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { countBuckets } from "./bucket-counts";
import { calendarOf, dayName, periodsOf } from "./calendar";
import { selectionOf } from "./selection";

/** How much happened in each period; a period of the data without an event is 0. Minutes add up where a duration is known. */
export async function activity(scope: Scope): Promise<ChartRows["activity"]> {
  if (scope.toDay < scope.fromDay) return [];
  const selection = await selectionOf(scope);
  const { bucketOfSlot, names } = scope.granularity === "hour" ? hoursOf(scope, selection.hours) : daysOf(scope, selection.days);
  const { events, users, minutes } = await countBuckets(selection, selection.events.tracks.slot, names.length, bucketOfSlot);
  return names.map((periodStart, bucket) => ({ periodStart, events: events[bucket]!, users: users[bucket]!, ...(scope.has.minutes && { minutes: minutes[bucket]! }) }));
}

interface Buckets {
  bucketOfSlot: Int32Array;
  /** Names of the buckets of the asked range. */
  names: string[];
}

/** An hour that clocks are set forward over never was, and has no bucket; one that comes twice has one. */
function hoursOf({ fromDay, toDay }: Scope, hours: Int32Array): Buckets {
  const from = fromDay * 24;
  const [first, last] = [(hours[0] ?? 0) - from, (hours.at(-1) ?? 0) - from];
  const bucketOf = new Int32Array((toDay - fromDay + 1) * 24).fill(-1);
  for (const hour of hours) bucketOf[hour - from] = 0;
  const names: string[] = [];
  for (let hour = 0; hour < bucketOf.length; hour++) {
    // Before the first event and after the last one, hours are only not known of.
    if (bucketOf[hour] === -1 && hour > first && hour < last) continue;
    bucketOf[hour] = names.push(`${dayName(fromDay + Math.floor(hour / 24))}T${String(hour % 24).padStart(2, "0")}:00`) - 1;
  }
  return { bucketOfSlot: hours.map((hour) => bucketOf[hour - from] ?? -1), names };
}

function daysOf(scope: Scope, days: Int32Array): Buckets {
  const calendar = calendarOf(scope);
  const { first, last } = periodsOf(calendar, scope.fromDay, scope.toDay);
  return { bucketOfSlot: days.map((day) => (day < scope.fromDay || day > scope.toDay ? -1 : (calendar.periodOfDay[day - calendar.firstDay] ?? first) - first)), names: calendar.starts.slice(first, last + 1).map(dayName) };
}
