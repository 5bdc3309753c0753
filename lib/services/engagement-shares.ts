import type { ChartRows } from "../schemas/engagement";
import { categorySums } from "../engagement/category-change";
import { categoryTrend } from "../engagement/category-trend";
import { places } from "../engagement/places";
import { ratings } from "../engagement/ratings";
import type { Scope } from "../sql/engagement/scope";
import { categoryChanges } from "./engagement-changes";
import { isComplete } from "./engagement-periods";
import { wilson } from "../kernels/chance";

/** Days that rise and fall are told over when no range is asked for. */
const usualDays = 30;

export async function ratingShares(scope: Scope): Promise<ChartRows["ratings"]> {
  const rows = await ratings(scope);
  const all = rows.reduce((sum, row) => sum + row.events, 0);
  return rows.map((row) => ({ ...row, shareRatio: all > 0 ? row.events / all : 0, ...wilson(row.events, all) }));
}

export async function placeShares(scope: Scope, limit: number): Promise<ChartRows["places"]> {
  const rows = await places(scope, limit);
  return rows.map(({ minutes, known, ...row }) => ({ ...row, ...(scope.has.minutes && { minutes: minutes ?? 0 }), shareRatio: row.events / known, ...wilson(row.events, known) }));
}

export async function categoryShares(scope: Scope, limit: number): Promise<ChartRows["category-trend"]> {
  const rows = await categoryTrend(scope, limit);
  return rows.map(({ minutes, known, ...row }) => ({
    ...row,
    ...(scope.has.minutes && { minutes: minutes ?? 0 }),
    shareRatio: known > 0 ? row.events / known : null,
    complete: isComplete(scope, row.periodStart),
  }));
}

/** Against as many days before the range; without a range, the data's last 30 days against the 30 before. */
export async function categoryRiseAndFall(scope: Scope, hasRange: boolean): Promise<ChartRows["category-change"]> {
  return categoryChanges(await categorySums(hasRange ? scope : lastDays(scope)));
}

export function lastDays(scope: Scope, days = usualDays): Scope {
  return { ...scope, fromDay: Math.max(scope.dataFirstDay, scope.toDay - days + 1) };
}
