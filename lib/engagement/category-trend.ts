import type { Scope } from "../sql/engagement/scope";
import { countNumbers } from "./bucket-counts";
import { calendarOf, dayName, periodsOf } from "./calendar";
import { byCategory } from "./categories";
import { countKinds, type KindsOfCells } from "./kind-counts";
import type { OpenEvents } from "./open-events";
import { selectionOf } from "./selection";
import { topOf } from "./top-of";

export interface CategoryPeriod {
  periodStart: string;
  category: string;
  events: number;
  users: number;
  minutes: number | null;
  /** The period's events that have any category. */
  known: number;
}

/** More categories than this can't be told apart in one chart. */
const mostShown = 56;

/** The most frequent categories of the range, period by period; a period without an event of a category is 0. */
export async function categoryTrend(scope: Scope, limit: number): Promise<CategoryPeriod[]> {
  const selection = await selectionOf(scope);
  const { tracks } = selection.events;
  const calendar = calendarOf(scope);
  const { first, last } = periodsOf(calendar, scope.fromDay, scope.toDay);
  const shown = topOf(byCategory(selection.events, await countNumbers(selection, tracks.cell, tracks.cells)), Math.min(limit, mostShown));
  const periodOfSlot = selection.days.map((day) => Math.max(0, (calendar.periodOfDay[day - calendar.firstDay] ?? first) - first));
  const periods = last - first + 1;
  const { events, users, minutes, known } = await countKinds(selection, kindsOfCells(selection.events, shown), periodOfSlot, periods);
  const named = shown.map((category, kind) => ({ category: selection.events.categories[category] ?? "", number: category, kind })).toSorted((a, b) => a.number - b.number);
  return Array.from({ length: periods }, (_, period) => period).flatMap((period) =>
    named.map(({ category, kind }) => {
      const at = period * shown.length + kind;
      return { periodStart: dayName(calendar.starts[first + period] ?? 0), category, events: events[at]!, users: users[at]!, minutes: events[at]! > 0 ? minutes[at]! : null, known: known[period]! };
    }),
  );
}

/** Which of the shown categories each cell has. */
function kindsOfCells({ tracks, cellStarts, categoriesOfCells }: OpenEvents, shown: number[]): KindsOfCells {
  const kindOf = new Map(shown.map((category, kind) => [category, kind]));
  const starts = new Uint32Array(tracks.cells + 2);
  const kinds: number[] = [];
  for (let cell = 0; cell <= tracks.cells; cell++) {
    for (const category of categoriesOfCells.subarray(cellStarts[cell] ?? 0, cellStarts[cell + 1] ?? 0)) {
      const kind = kindOf.get(category);
      if (kind !== undefined) kinds.push(kind);
    }
    starts[cell + 1] = kinds.length;
  }
  return { starts, kinds: Uint32Array.from(kinds), width: shown.length };
}
