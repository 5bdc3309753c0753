import type { Scope } from "../sql/engagement/scope";
import { calendarOf, periodStartOf } from "./calendar";
import { labelsOf } from "./labels";
import { hoursOfTheWeek } from "./peak-times";
import { scanUserDays, scanUsers } from "./scan-users";
import { selectionOf, type Selection } from "./selection";

/** A cell of a chart that some users make up. Days are numbers; `period` counts periods of the scope's granularity. */
export type ChartCell =
  | { kind: "all" }
  | { kind: "retention"; cohortDay: number; period: number; mode: "nth" | "on-or-after"; cohorts: "first-time" | "returning" }
  | { kind: "peak"; isoWeekday: number; hour: number }
  | { kind: "period"; startDay: number }
  | { kind: "lifecycle"; startDay: number; state: "new" | "returning" | "resurrecting" | "dormant" };

/** Cells that one event is enough for, and those that follow from all periods of a user. */
type EventCell = Extract<ChartCell, { kind: "all" | "peak" | "period" }>;
type DayCell = Exclude<ChartCell, EventCell>;

/** Keys of a cell's users, numbers before texts, at most `limit`; and how many there are. */
export async function cellMembers(scope: Scope, cell: ChartCell, limit: number): Promise<{ size: number; users: string[] }> {
  const numbers = await (cell.kind === "retention" || cell.kind === "lifecycle" ? usersWithDays(scope, cell) : usersWithEvents(scope, cell));
  const keys = await labelsOf(scope.index.users, numbers.slice(0, limit));
  return { size: numbers.length, users: keys.map(({ key }) => key) };
}

/** Users with an event in the range, and in the cell's part of it. */
async function usersWithEvents(scope: Scope, cell: EventCell): Promise<number[]> {
  const selection = await selectionOf(scope);
  const isInCell = slotsOf(cell, selection, scope.granularity);
  const slots = isInCell ? Uint8Array.from(selection.days, (_, slot) => Number(isInCell(slot) && selection.slots?.[slot] !== 0)) : selection.slots;
  const found: number[] = [];
  await scanUsers({ ...selection, slots }, (user) => {
    if (user > 0) found.push(user);
  });
  return found;
}

function slotsOf(cell: EventCell, { days, hours }: Selection, granularity: Scope["granularity"]): ((slot: number) => boolean) | undefined {
  if (cell.kind === "all") return undefined;
  if (cell.kind === "period") return (slot) => periodStartOf(days[slot]!, granularity) === cell.startDay;
  const hoursOfWeek = hoursOfTheWeek(hours);
  return (slot) => hoursOfWeek[slot] === (cell.isoWeekday - 1) * 24 + cell.hour;
}

/**
 * Users by the periods that they were active in, up to the end of the range. Who is new is known from all their time; cohorts of
 * everybody who was active are those of the range alone, as the chart has them.
 */
async function usersWithDays(scope: Scope, cell: DayCell): Promise<number[]> {
  const calendar = calendarOf(scope);
  const isOfRange = cell.kind === "retention" && cell.cohorts === "returning";
  const selection = await selectionOf(isOfRange ? scope : { ...scope, fromDay: scope.dataFirstDay });
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
function isIn(cell: DayCell, start: number, periods: number[], isTooOld: boolean): boolean {
  const isActive = periods.includes(start);
  if (cell.kind === "retention") {
    const isOfCohort = cell.cohorts === "returning" ? isActive : periods[0] === start && !isTooOld;
    return isOfCohort && (cell.mode === "nth" ? periods.includes(start + cell.period) : (periods.at(-1) ?? -1) >= start + cell.period);
  }
  const wasActive = periods.includes(start - 1);
  const isFirst = periods[0] === start;
  return { new: isActive && isFirst, returning: isActive && !isFirst && wasActive, resurrecting: isActive && !isFirst && !wasActive, dormant: !isActive && wasActive }[cell.state];
}
