import { placesOf, takeInteractions, type Interactions } from "./interactions";
import { groupByKey } from "./sparse-rows";

export interface TimeSplitOptions {
  /** Values of at least this count as liked; default: every value above 0. */
  positiveFrom?: number;
  /** Users with fewer liked items take no part. Default 5. */
  leastPositives?: number;
  /** Share of each user's liked items that is held out, the newest. Default 0.2. */
  heldOutRatio?: number;
}

export interface TimeSplit {
  /** The liked items that are learned from; users and items that occur in it. */
  train: Interactions;
  /** Per user of `train`: the held-out items' ids, some of which nobody has in `train` (then −1 as their number). */
  heldOut: Int32Array[];
  heldOutCount: number;
  /** Users that took part, as positions in the source's `userIds`; aligned with `train.userIds`. */
  sourceUser: Int32Array;
  /** Items of `train` as positions in the source's `itemIds`. */
  sourceItem: Int32Array;
}

/**
 * Splits by time, user by user: liked items ordered by (time, item), of users with at least five; the last fifth
 * (rounded down, at least one) is held out, the others are learned from.
 * Users whose times are unknown keep the source's order.
 */
export function timeSplit(interactions: Interactions, { positiveFrom = Number.MIN_VALUE, leastPositives = 5, heldOutRatio = 0.2 }: TimeSplitOptions = {}): TimeSplit {
  const entries = likedEntries(interactions, positiveFrom);
  const { start, order } = groupByKey(entries.map((entry) => interactions.user[entry]!), interactions.users);
  const kept: number[] = [];
  const held: { user: number; items: Int32Array }[] = [];
  for (let user = 0; user < interactions.users; user++) {
    const [from, to] = [start[user]!, start[user + 1]!];
    if (to - from < leastPositives || to === from) continue;
    const own = sortByTime(interactions, order.subarray(from, to).map((at) => entries[at]!));
    const cut = own.length - Math.max(1, Math.floor(own.length * heldOutRatio));
    if (cut === 0) continue;
    for (const entry of own.subarray(0, cut)) kept.push(entry);
    held.push({ user, items: own.subarray(cut).map((entry) => interactions.item[entry]!) });
  }
  // Learning goes in the source's order, as without a split.
  const train = takeInteractions(interactions, Int32Array.from(kept).sort());
  const trainItem = placesOf(interactions.itemIds, train.itemIds);
  return {
    train, heldOut: held.map(({ items }) => items.map((item) => trainItem[item]!)), heldOutCount: held.reduce((sum, { items }) => sum + items.length, 0),
    sourceUser: Int32Array.from(held, ({ user }) => user), sourceItem: placesOf(train.itemIds, interactions.itemIds),
  };
}

function likedEntries({ value }: Interactions, positiveFrom: number): Int32Array {
  const entries: number[] = [];
  for (let at = 0; at < value.length; at++) if (value[at]! >= positiveFrom) entries.push(at);
  return Int32Array.from(entries);
}

function sortByTime({ time, item }: Interactions, entries: Int32Array): Int32Array {
  const timeOf = (entry: number): number => (Number.isNaN(time[entry]!) ? -Infinity : time[entry]!);
  return entries.sort((a, b) => {
    if (timeOf(a) !== timeOf(b)) return timeOf(a) < timeOf(b) ? -1 : 1;
    return timeOf(a) === -Infinity ? a - b : item[a]! - item[b]!;
  });
}
