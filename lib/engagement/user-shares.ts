import { TrackQuestion } from "../kernels/track-question";
import type { Scope } from "../sql/engagement/scope";
import { weekdayOf } from "./calendar";
import { hoursOfTheWeek } from "./peak-times";
import { selectionOf } from "./selection";

/** Events that a share counts: of one hour of the week, or of Saturdays and Sundays. */
export type SharedTime = { kind: "hour"; isoWeekday: number; hour: number } | { kind: "weekend" };

export interface ShareSums {
  x: number;
  n: number;
  xx: number;
  xn: number;
  nn: number;
  users: number;
}

/** Sums over known users of their events at that time (x) and all their events (n): what a share's standard error is reckoned from. */
export async function userShareSums(scope: Scope, time: SharedTime): Promise<ShareSums> {
  const selection = await selectionOf(scope);
  const isShared = time.kind === "weekend" ? selection.days.map((day) => Number(weekdayOf(day) >= 5)) : hoursOfTheWeek(selection.hours).map((hour) => Number(hour === (time.isoWeekday - 1) * 24 + time.hour));
  const question = new TrackQuestion(selection.events.tracks, selection);
  const sums = question.output(Float64Array, 6);
  await question.run("sumShares", question.input(Uint8Array.from(isShared)), sums);
  const [x = 0, n = 0, xx = 0, xn = 0, nn = 0, users = 0] = sums.values;
  return { x, n, xx, xn, nn, users };
}

export interface WindowCount {
  last: boolean;
  before: boolean;
  earlier: boolean;
  users: number;
}

/** Known users by whether they were active in the range's last `days` days, the as many before, and the as many before those. */
export async function windowCounts(scope: Scope, days: number): Promise<WindowCount[]> {
  const selection = await selectionOf({ ...scope, fromDay: scope.toDay - 3 * days + 1 });
  const bits = Uint8Array.from(selection.days, (day) => (day > scope.toDay ? 0 : 1 << Math.min(7, Math.floor((scope.toDay - day) / days))));
  const question = new TrackQuestion(selection.events.tracks, selection);
  const counts = question.output(Uint32Array, 256);
  await question.run("countCombinations", question.input(bits), counts);
  return Array.from(counts.values, (users, windows) => ({ last: (windows & 1) > 0, before: (windows & 2) > 0, earlier: (windows & 4) > 0, users })).filter(({ users }) => users > 0);
}
