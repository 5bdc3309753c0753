import type { ChartRows, EngagementExtra, EngagementQuery } from "../schemas/engagement";
import { activity } from "../engagement/activity";
import { retention } from "../engagement/retention";
import { returningRetention } from "../engagement/returning-retention";
import type { Scope } from "../sql/engagement/scope";
import { summary } from "../engagement/summary";
import { itemSeries, topItems } from "../engagement/top-items";
import { dayName } from "../engagement/calendar";
import { dayNumber, isComplete, previousScope, shiftDay } from "./engagement-periods";
import { wilson } from "../kernels/chance";

function wants(query: EngagementQuery, extra: EngagementExtra): boolean {
  return query.include?.includes(extra) ?? false;
}

/** Activity, beside it the same number of periods before; a period that began before the data did is left out, not 0. */
export async function activityWithExtras(scope: Scope, query: EngagementQuery): Promise<ChartRows["activity"]> {
  const rows = await activity(scope);
  const previous = wants(query, "previous") ? previousScope(scope) : undefined;
  const before = new Map(previous ? (await activity(previous.scope)).map((row) => [row.periodStart, row]) : []);
  return rows.map((row) => {
    const earlier = previous && before.get(dayName(shiftDay(dayNumber(row.periodStart), -previous.periods, scope.granularity)) + row.periodStart.slice(10));
    const isKnown = earlier && dayNumber(earlier.periodStart) >= scope.dataFirstDay;
    return {
      ...row,
      ...(isKnown && { previousStart: earlier.periodStart, previousEvents: earlier.events, previousUsers: earlier.users, ...(earlier.minutes !== undefined && { previousMinutes: earlier.minutes }) }),
      ...(wants(query, "complete") && { complete: isComplete(scope, row.periodStart) }),
    };
  });
}

/** The summary, beside it that of as many days just before; without it where the data don't reach back that far. */
export async function summaryWithExtras(scope: Scope, query: EngagementQuery): Promise<ChartRows["summary"]> {
  const rows = await summary(scope);
  const days = scope.toDay - scope.fromDay + 1;
  if (!wants(query, "previous") || days <= 0 || scope.fromDay - days < scope.dataFirstDay) return rows;
  const [earlier] = await summary({ ...scope, fromDay: scope.fromDay - days, toDay: scope.fromDay - 1 });
  if (!earlier) return rows;
  return rows.map((row) => ({
    ...row,
    previousFrom: dayName(scope.fromDay - days),
    previousTo: dayName(scope.fromDay - 1),
    previousEvents: earlier.events,
    previousUsers: earlier.users,
    previousItems: earlier.items,
    ...(earlier.minutes !== undefined && { previousMinutes: earlier.minutes }),
    ...(earlier.meanRating !== undefined && { previousMeanRating: earlier.meanRating }),
  }));
}

/** The retention triangle, with intervals and with the cells whose period is not over yet marked, where asked for. */
export async function retentionWithExtras(scope: Scope, query: EngagementQuery): Promise<ChartRows["retention"]> {
  const mode = query.retention ?? "nth";
  const rows = await (query.cohorts === "returning" ? returningRetention(scope, mode) : retention(scope, mode));
  return rows.map((row) => ({
    ...row,
    ...(wants(query, "intervals") && wilson(row.activeUsers, row.cohortSize)),
    ...(wants(query, "complete") && { complete: isComplete(scope, dayName(shiftDay(dayNumber(row.cohort), row.period, scope.granularity))) }),
  }));
}

export async function topItemsWithExtras(scope: Scope, query: EngagementQuery): Promise<ChartRows["top-items"]> {
  const rows = await topItems(scope, query.limit ?? 50);
  if (!wants(query, "series")) return rows;
  const series = await itemSeries(scope, rows.map(({ item }) => item));
  return rows.map((row) => ({ ...row, series: series.get(row.item) ?? [] }));
}
