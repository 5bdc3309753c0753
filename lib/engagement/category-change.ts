import { TrackQuestion } from "../kernels/track-question";
import type { Scope } from "../sql/engagement/scope";
import { calendarOf } from "./calendar";
import { countKinds } from "./kind-counts";
import { selectionOf, slotsBetween, type Selection } from "./selection";

const sumNames = ["x1", "x0", "x1x1", "x1x0", "x0x0", "x1n1", "x1n0", "x0n1", "x0n0"] as const;
const totalNames = ["n1", "n0", "n1n1", "n1n0", "n0n0", "clusters"] as const;

/** Sums over users (clusters): x of a user's n are counted, now (1) and before (0). What the change of the share x/n is reckoned from. */
export type ChangeSums = Record<(typeof sumNames)[number] | (typeof totalNames)[number], number>;

/** x counts a user's events of the category, n all that have a category; 1 is the range, 0 the days before it. */
export type CategorySums = { category: string } & ChangeSums;

/** What the change of each category's share is reckoned from, for the range against as many days just before it. */
export async function categorySums(scope: Scope): Promise<CategorySums[]> {
  const days = scope.toDay - scope.fromDay + 1;
  const selection = await selectionOf({ ...scope, fromDay: scope.fromDay - days });
  const { categories } = selection.events;
  const { sums, totals } = scope.has.user ? await sumsOverUsers(selection, scope.fromDay) : await sumsOverDays(selection, scope);
  const all = Object.fromEntries(totalNames.map((name, at) => [name, totals[at] ?? 0])) as Record<(typeof totalNames)[number], number>;
  if (all.n1 === 0 || all.n0 === 0) return [];
  return categories
    .map((category, c) => ({ category, ...(Object.fromEntries(sumNames.map((name, at) => [name, sums[c * sumNames.length + at] ?? 0])) as Record<(typeof sumNames)[number], number>), ...all }))
    .filter(({ x1, x0 }) => x1 > 0 || x0 > 0)
    .toSorted((a, b) => b.x1 - a.x1);
}

interface Sums {
  /** In the order of the names, category by category. */
  sums: Float64Array;
  totals: Float64Array;
}

/** Users are the units of chance; events of unknown ones are left out. */
async function sumsOverUsers(selection: Selection, rangeStart: number): Promise<Sums> {
  const { tracks, categories, cellStarts, categoriesOfCells } = selection.events;
  const question = new TrackQuestion(tracks, selection);
  const isNow = question.input(slotsBetween(selection.days, rangeStart, Infinity));
  const own = question.output(Uint32Array, categories.length * 3);
  const [sums, totals] = [question.output(Float64Array, categories.length * sumNames.length), question.output(Float64Array, totalNames.length)];
  await question.run("sumCategories", isNow, question.input(cellStarts), question.input(categoriesOfCells), categories.length, own, sums, totals);
  return { sums: sums.values, totals: totals.values };
}

/** Data that know no users: each day is a unit, and lies wholly in the range or before it. */
async function sumsOverDays(selection: Selection, scope: Scope): Promise<Sums> {
  const { categories, cellStarts, categoriesOfCells } = selection.events;
  const { firstDay, periodOfDay } = calendarOf({ ...scope, granularity: "day" });
  const kinds = { starts: cellStarts, kinds: categoriesOfCells, width: categories.length };
  const { events, known } = await countKinds(selection, kinds, selection.days.map((day) => periodOfDay[day - firstDay] ?? 0), periodOfDay.length);
  const [sums, totals] = [new Float64Array(categories.length * sumNames.length), new Float64Array(totalNames.length)];
  for (const [day, n] of known.entries()) {
    if (n === 0) continue;
    const [n1, n0] = firstDay + day >= scope.fromDay ? [n, 0] : [0, n];
    add(totals, 0, [n1, n0, n1 * n1, n1 * n0, n0 * n0, 1]);
    for (let c = 0; c < categories.length; c++) {
      const x = events[day * categories.length + c]!;
      const [x1, x0] = n1 > 0 ? [x, 0] : [0, x];
      add(sums, c * sumNames.length, [x1, x0, x1 * x1, x1 * x0, x0 * x0, x1 * n1, x1 * n0, x0 * n1, x0 * n0]);
    }
  }
  return { sums, totals };
}

function add(sums: Float64Array, from: number, values: number[]): void {
  for (const [at, value] of values.entries()) sums[from + at]! += value;
}
