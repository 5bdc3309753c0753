import { TrackQuestion } from "../kernels/track-question";
import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { calendarOf, dayName, periodsOf } from "./calendar";
import { selectionOf } from "./selection";

export interface CohortQuestion {
  /** Users are of the cohort of their first period ever, or of every period that they were active in. */
  cohorts: "first-time" | "returning";
  /** `nth` counts who is active in a period, `on-or-after` who is in it or any later one. */
  mode: "nth" | "on-or-after";
  /** Further than so many periods nobody is followed. */
  most: number;
}

/** Cohorts of the asked range, every cell up to its last period, 0 where nobody came. */
export async function cohortRows(scope: Scope, { cohorts, mode, most }: CohortQuestion): Promise<ChartRows["retention"]> {
  const calendar = calendarOf(scope);
  const { first, last } = periodsOf(calendar, scope.fromDay, scope.toDay);
  const width = last - first + 1;
  const isReturning = cohorts === "returning";
  const selection = await selectionOf(isReturning ? scope : { ...scope, fromDay: scope.dataFirstDay });
  const question = new TrackQuestion(selection.events.tracks, selection);
  const [sizes, counts] = [question.output(Uint32Array, width), question.output(Uint32Array, width * width)];
  const periodOfSlot = selection.days.map((day) => (calendar.periodOfDay[day - calendar.firstDay] ?? 0) - first);
  await question.run("countCohorts", question.input(periodOfSlot), question.input(selection.days), scope.fromDay, width, Number(isReturning), Number(mode === "on-or-after"), Math.min(most, width), sizes, counts);
  const rows: ChartRows["retention"] = [];
  for (const [cohort, cohortSize] of sizes.values.entries()) {
    if (cohortSize === 0) continue;
    const active = counts.values.subarray(cohort * width + cohort, (cohort + 1) * width);
    if (mode === "on-or-after") addUpFromTheEnd(active);
    for (const [period, activeUsers] of active.subarray(0, Math.min(most + 1, width)).entries()) {
      rows.push({ cohort: dayName(calendar.starts[first + cohort] ?? 0), cohortSize, period, activeUsers, retentionRatio: activeUsers / cohortSize });
    }
  }
  return rows;
}

/** Whoever was counted in a period counts in all periods up to it. */
function addUpFromTheEnd(counts: Uint32Array): void {
  for (let period = counts.length - 2; period >= 0; period--) counts[period]! += counts[period + 1]!;
}
