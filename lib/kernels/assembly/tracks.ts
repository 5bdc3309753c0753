// One pass over the events of users, who come one after another, each one's in the order of time (lib/warehouse/event-tracks).
import {
  addTo, CELL, CELL_SHIFT, endOf, f64At, isMeant, ITEM, ITEM_SHIFT, pick, PICKED, raise, raiseIf, read, SLOT, SLOT_SHIFT, starts, u32At, users, word,
} from "./shared/track-question";

export { countCohorts, countCombinations, countLifecycles, countWindows, sumShares } from "./shared/track-days";
export { countSessions, sumCategories, sumUp } from "./shared/track-sums";

/** events[number of the column] += 1. */
export function countNumbers(q: usize, column: usize, shift: u32, events: usize): void {
  const picked = word(q, PICKED);
  for (let user: u32 = 0; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    for (let from = starts(q, user); from < starts(q, user + 1); from = endOf(q, user, from)) {
      const count = pick(q, from, endOf(q, user, from));
      for (let k: u32 = 0; k < count; k++) raise(events, read(column, shift, u32At(picked, k)));
    }
  }
}

/** events[user] = how many are meant. */
export function countOfUsers(q: usize, events: usize): void {
  for (let user: u32 = 1; user <= users(q); user++) {
    if (isMeant(q, user)) store<u32>(events + (<usize>user << 2), pick(q, starts(q, user), starts(q, user + 1)));
  }
}

/**
 * By the bucket of the column's number (i32, −1 for none; no table: the number itself): events, distinct known users (`last`
 * holds the last one seen) and minutes; with `ratings`, the number and sum of the rated ones, and the timed ones.
 */
export function countBuckets(
  q: usize, column: usize, shift: u32, buckets: usize, events: usize, distinct: usize, last: usize,
  minute: usize, minuteShift: u32, minuteValues: usize, minutes: usize, timed: usize,
  rating: usize, ratingShift: u32, ratingValues: usize, ratings: usize, rated: usize,
): void {
  const picked = word(q, PICKED);
  for (let user: u32 = 0; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    for (let from = starts(q, user); from < starts(q, user + 1); from = endOf(q, user, from)) {
      const count = pick(q, from, endOf(q, user, from));
      for (let k: u32 = 0; k < count; k++) {
        const e = u32At(picked, k);
        const number = read(column, shift, e);
        const bucket = buckets == 0 ? number : u32At(buckets, number);
        if (<i32>bucket < 0) continue;
        raise(events, bucket);
        const at = last + (<usize>bucket << 2);
        raiseIf(distinct, bucket, load<u32>(at) != user);
        store<u32>(at, user);
        const m = read(minute, minuteShift, e);
        addTo(minutes, bucket, f64At(minuteValues, m));
        if (ratings == 0) continue;
        const r = read(rating, ratingShift, e);
        raiseIf(timed, bucket, m != 0);
        raiseIf(rated, bucket, r != 0);
        addTo(ratings, bucket, f64At(ratingValues, r));
      }
    }
  }
}

/**
 * By period of the slot and kind of the cell (cell c has kinds[starts[c]] … kinds[starts[c + 1] − 1], `width` kinds in all):
 * events, distinct known users, minutes; known[period] counts the events that have a cell.
 */
export function countKinds(
  q: usize, periods: usize, cellStarts: usize, kinds: usize, width: u32, events: usize, distinct: usize, last: usize,
  minute: usize, minuteShift: u32, minuteValues: usize, minutes: usize, known: usize,
): void {
  const picked = word(q, PICKED), slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT);
  const cells = word(q, CELL), cellShift = word(q, CELL_SHIFT);
  for (let user: u32 = 0; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    for (let from = starts(q, user); from < starts(q, user + 1); from = endOf(q, user, from)) {
      const count = pick(q, from, endOf(q, user, from));
      for (let k: u32 = 0; k < count; k++) {
        const e = u32At(picked, k);
        const cell = read(cells, cellShift, e);
        if (cell == 0) continue;
        const period = u32At(periods, read(slot, slotShift, e));
        raise(known, period);
        const value = f64At(minuteValues, read(minute, minuteShift, e));
        for (let c = u32At(cellStarts, cell); c < u32At(cellStarts, cell + 1); c++) {
          const at = period * width + u32At(kinds, c);
          raise(events, at);
          addTo(minutes, at, value);
          raiseIf(distinct, at, u32At(last, at) != user);
          store<u32>(last + (<usize>at << 2), user);
        }
      }
    }
  }
}

/** masks[item] |= the mask (u64) of the event's cell; users[bit] counts the known users who have it. */
export function gatherMasks(q: usize, cellMasks: usize, masks: usize, distinct: usize): void {
  const items = word(q, ITEM), itemShift = word(q, ITEM_SHIFT), cells = word(q, CELL), cellShift = word(q, CELL_SHIFT), picked = word(q, PICKED);
  for (let user: u32 = 0; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    for (let from = starts(q, user); from < starts(q, user + 1); from = endOf(q, user, from)) {
      const count = pick(q, from, endOf(q, user, from));
      let own: u64 = 0;
      for (let k: u32 = 0; k < count; k++) {
        const e = u32At(picked, k);
        const mask = load<u64>(cellMasks + (<usize>read(cells, cellShift, e) << 3));
        const at = masks + (<usize>read(items, itemShift, e) << 3);
        store<u64>(at, load<u64>(at) | mask);
        own |= mask;
      }
      if (user == 0) continue;
      for (; own != 0; own &= own - 1) raise(distinct, <u32>ctz(own));
    }
  }
}
