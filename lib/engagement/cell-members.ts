import type { Scope } from "../sql/engagement/scope";
import { calendarOf } from "./calendar";
import { labelsOf } from "./labels";
import { hoursOfTheWeek } from "./peak-times";
import { scanUserDays, scanUsers } from "./scan-users";
import { selectionOf } from "./selection";

/** A cell of a chart that some users make up. Days are numbers; `period` counts periods of the scope's granularity. */
export type ChartCell =
  | { kind: "all" }
  | { kind: "retention"; cohortDay: number; period: number; mode: "nth" | "on-or-after"; cohorts: "first-time" | "returning" }
  | { kind: "peak"; isoWeekday: number; hour: number }
  | { kind: "period"; startDay: number }
  | { kind: "lifecycle"; startDay: number; state: "new" | "returning" | "resurrecting" | "dormant" };

/** Keys of a cell's users, numbers before texts, at most `limit`; and how many there are. */
export async function cellMembers(scope: Scope, cell: ChartCell, limit: number): Promise<{ size: number; users: string[] }> {
  const numbers = await (cell.kind === "all" || cell.kind === "peak" ? usersWithEvents(scope, cell) : usersWithDays(scope, cell));
  const keys = await labelsOf(scope.index.users, numbers.slice(0, limit));
  return { size: numbers.length, users: keys.map(({ key }) => key) };
}

async function usersWithEvents(scope: Scope, cell: Extract<ChartCell, { kind: "all" | "peak" }>): Promise<number[]> {
  const selection = await selectionOf(scope);
  const hours = hoursOfTheWeek(selection.hours);
  const slots = cell.kind === "peak" ? Uint8Array.from(hours, (hour, slot) => Number(hour === (cell.isoWeekday - 1) * 24 + cell.hour && selection.slots?.[slot] !== 0)) : selection.slots;
  const found: number[] = [];
  await scanUsers({ ...selection, slots }, (user) => {
    if (user > 0) found.push(user);
  });
  return found;
}

/** Users by the periods that they were active in, up to the end of the range; the first one is of all their time. */
async function usersWithDays(scope: Scope, cell: Exclude<ChartCell, { kind: "all" | "peak" }>): Promise<number[]> {
  const calendar = calendarOf(scope);
  const selection = await selectionOf({ ...scope, fromDay: scope.dataFirstDay });
  const start = calendar.starts.indexOf(cell.kind === "retention" ? cell.cohortDay : cell.startDay);
  const found: number[] = [];
  if (start < 0) return found;
  await scanUserDays(selection, (user, days, count) => {
    const periods: number[] = [];
    for (let k = 0; k < count; k++) {
      const period = calendar.periodOfDay[days[k]! - calendar.firstDay]!;
      if (periods.at(-1) !== period) periods.push(period);
    }
    if (isIn(cell, start, periods, cell.kind === "retention" && cell.cohorts === "first-time" && days[0]! < scope.fromDay)) found.push(user);
  });
  return found;
}

/** `periods` ascend; `isTooOld`: the user's first day lies before the cohorts asked for. */
function isIn(cell: Exclude<ChartCell, { kind: "all" | "peak" }>, start: number, periods: number[], isTooOld: boolean): boolean {
  const isActive = periods.includes(start);
  if (cell.kind === "period") return isActive;
  if (cell.kind === "retention") {
    const isOfCohort = cell.cohorts === "returning" ? isActive : periods[0] === start && !isTooOld;
    return isOfCohort && (cell.mode === "nth" ? periods.includes(start + cell.period) : (periods.at(-1) ?? -1) >= start + cell.period);
  }
  const wasActive = periods.includes(start - 1);
  const isFirst = periods[0] === start;
  return { new: isActive && isFirst, returning: isActive && !isFirst && wasActive, resurrecting: isActive && !isFirst && !wasActive, dormant: !isActive && wasActive }[cell.state];
}
