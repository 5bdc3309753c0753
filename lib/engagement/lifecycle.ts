import { TrackQuestion } from "../kernels/track-question";
import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { calendarOf, dayName, periodsOf } from "./calendar";
import { selectionOf } from "./selection";

/**
 * Each period's users: new (first event ever), returning (active in the period before as well), resurrecting (active once,
 * not in the period before), and dormant (active in the period before, not in this one).
 */
export async function lifecycle(scope: Scope): Promise<ChartRows["lifecycle"]> {
  const calendar = calendarOf(scope);
  const { first, last } = periodsOf(calendar, scope.fromDay, scope.toDay);
  const periods = calendar.starts.length;
  const selection = await selectionOf({ ...scope, fromDay: scope.dataFirstDay });
  const question = new TrackQuestion(selection.events.tracks, selection);
  const [isNew, returning, resurrecting] = [question.output(Uint32Array, periods), question.output(Uint32Array, periods), question.output(Uint32Array, periods)];
  await question.run("countLifecycles", question.input(selection.days.map((day) => calendar.periodOfDay[day - calendar.firstDay] ?? 0)), isNew, returning, resurrecting);
  const stateOf = (period: number) => ({ new: isNew.values[period]!, returning: returning.values[period]!, resurrecting: resurrecting.values[period]! });
  const active = (period: number): number => {
    if (period < 0) return 0;
    const state = stateOf(period);
    return state.new + state.returning + state.resurrecting;
  };
  return calendar.starts.slice(first, last + 1).map((start, at) => {
    const state = stateOf(first + at);
    return { periodStart: dayName(start), ...state, dormant: active(first + at - 1) - state.returning };
  });
}
