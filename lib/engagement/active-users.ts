import { TrackQuestion } from "../kernels/track-question";
import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { dayName } from "./calendar";
import { selectionOf } from "./selection";

/** Distinct users in the 1, 7 and 30 days that end on each date; the windows look back before the asked range. */
export async function activeUsers(scope: Scope): Promise<ChartRows["active-users"]> {
  if (scope.toDay < scope.fromDay) return [];
  const first = scope.dataFirstDay;
  const selection = await selectionOf({ ...scope, fromDay: first });
  const span = scope.toDay - first + 1;
  const question = new TrackQuestion(selection.events.tracks, selection);
  // Arrivals in a window less departures from it, day by day; their running sums are the users in it.
  const [daily, weekly, monthly] = [question.output(Int32Array, span), question.output(Int32Array, span + 7), question.output(Int32Array, span + 30)];
  await question.run("countWindows", question.input(selection.days.map((day) => day - first)), daily, weekly, monthly);
  const rows: ChartRows["active-users"] = [];
  let [wau, mau] = [0, 0];
  for (let day = 0; day < span; day++) {
    wau += weekly.values[day]!;
    mau += monthly.values[day]!;
    const dau = daily.values[day]!;
    if (first + day >= scope.fromDay) rows.push({ date: dayName(first + day), dau, wau, mau, stickinessRatio: mau > 0 ? dau / mau : null });
  }
  return rows;
}
