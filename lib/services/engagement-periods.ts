import { periodStartOf } from "../engagement/calendar";
import type { Granularity } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { slotsPerDay } from "../warehouse/local-time";

const dayMs = 86_400_000;
/** A day is taken for whole when the data reach into its last hour. */
const lastHourSlots = 4;

/** Days since 1970-01-01 of YYYY-MM-DD. */
export function dayNumber(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / dayMs;
}

/** A day some periods later (earlier, when negative); of a month too short for it, its last day. Hours go by days. */
export function shiftDay(day: number, periods: number, unit: Granularity): number {
  if (unit !== "month") return day + periods * (unit === "week" ? 7 : 1);
  const date = new Date(day * dayMs);
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + periods, 1);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + periods + 1, 0)).getUTCDate();
  return start / dayMs + Math.min(date.getUTCDate(), length) - 1;
}

/** Whether the range and the data hold a period from its first day (YYYY-MM-DD, or …THH:00 of an hour) to its end. */
export function isComplete(scope: Scope, periodStart: string): boolean {
  const start = dayNumber(periodStart);
  if (scope.granularity === "hour") return (start * 24 + Number(periodStart.slice(11, 13)) + 1) * 4 <= scope.dataLastLocalSlot + 1;
  const end = shiftDay(start, 1, scope.granularity);
  const isCut = (start < scope.fromDay && scope.fromDay > scope.dataFirstDay) || (end - 1 > scope.toDay && scope.toDay < scope.dataLastDay);
  return !isCut && end * slotsPerDay <= scope.dataLastLocalSlot + lastHourSlots;
}

/** As many whole periods just before the range; undefined where the data hold none of it. */
export function previousScope(scope: Scope): { scope: Scope; periods: number } | undefined {
  const unit = scope.granularity;
  const [first, last] = [periodStartOf(scope.fromDay, unit), periodStartOf(scope.toDay, unit)];
  const periods = unit === "month" ? monthsBetween(first, last) + 1 : (last - first) / (unit === "week" ? 7 : 1) + 1;
  const fromDay = Math.max(scope.dataFirstDay, shiftDay(scope.fromDay, -periods, unit));
  // The last day of a month stands for its end, however long the month before is.
  const isMonthEnd = unit === "month" && periodStartOf(scope.toDay + 1, unit) === scope.toDay + 1;
  const toDay = isMonthEnd ? shiftDay(scope.toDay + 1, -periods, unit) - 1 : Math.min(scope.fromDay - 1, shiftDay(scope.toDay, -periods, unit));
  return toDay < fromDay ? undefined : { scope: { ...scope, fromDay, toDay }, periods };
}

function monthsBetween(first: number, last: number): number {
  const [a, b] = [new Date(first * dayMs), new Date(last * dayMs)];
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
}
