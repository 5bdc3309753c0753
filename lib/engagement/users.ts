import { TrackQuestion } from "../kernels/track-question";
import type { ChartRows } from "../schemas/engagement";
import type { Scope } from "../sql/engagement/scope";
import { instantOf } from "../warehouse/event-tracks";
import { withoutMissing } from "./bucket-counts";
import { labelsOf } from "./labels";
import { scanUsers } from "./scan-users";
import { selectionOf } from "./selection";
import { topOf } from "./top-of";

/** The users with the most events in the range; ties by key, numbers before texts. Instants are UTC. */
export async function users(scope: Scope, limit: number): Promise<ChartRows["users"]> {
  const selection = await selectionOf(scope);
  const { tracks } = selection.events;
  const question = new TrackQuestion(tracks, selection);
  const events = question.output(Uint32Array, tracks.users + 1);
  await question.run("countOfUsers", events);
  const top = topOf(events.values, limit);
  const keys = await labelsOf(scope.index.users, top);
  const isTop = new Uint8Array(tracks.users + 1);
  for (const user of top) isTop[user] = 1;
  const found = new Map<number, Omit<ChartRows["users"][number], "user">>();
  const minutesOf = withoutMissing(tracks.minuteValues);
  await scanUsers({ ...selection, users: isTop }, (user, picked, count) => {
    const own = picked.subarray(0, count);
    const days = new Set(Array.from(own, (event) => selection.days[tracks.slot[event]!]!));
    found.set(user, {
      events: count,
      activeDays: days.size,
      firstSeen: new Date(instantOf(tracks, own[0]!)).toISOString(),
      lastSeen: new Date(instantOf(tracks, own[count - 1]!)).toISOString(),
      ...(scope.has.minutes && { minutes: own.reduce((sum, event) => sum + minutesOf[tracks.minutes[event]!]!, 0) }),
    });
  });
  return top.flatMap((user, at) => {
    const figures = found.get(user);
    return figures ? [{ user: keys[at]?.key ?? "", ...figures }] : [];
  });
}
