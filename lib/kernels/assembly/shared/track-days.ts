// What users did day by day, or period by period.
import { addTo, isMeant, LIST, pick, PICKED, raise, read, SLOT, SLOT_SHIFT, starts, u32At, users, word } from "./track-question";

/** How many known users have each combination of the bits (u8) of their slots: counts[0 … 255]. */
export function countCombinations(q: usize, bits: usize, counts: usize): void {
  const picked = word(q, PICKED), slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT);
  for (let user: u32 = 1; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    const count = pick(q, starts(q, user), starts(q, user + 1));
    let all: u32 = 0;
    for (let k: u32 = 0; k < count; k++) all |= <u32>load<u8>(bits + <usize>read(slot, slotShift, u32At(picked, k)));
    if (count > 0) raise(counts, all);
  }
}

/** Over known users with n events, x of them in slots that are shared (u8): sums of x, n, xx, xn, nn, and the users. */
export function sumShares(q: usize, shared: usize, sums: usize): void {
  const picked = word(q, PICKED), slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT);
  for (let user: u32 = 1; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    const count = pick(q, starts(q, user), starts(q, user + 1));
    if (count == 0) continue;
    let found: u32 = 0;
    for (let k: u32 = 0; k < count; k++) found += <u32>load<u8>(shared + <usize>read(slot, slotShift, u32At(picked, k)));
    const x = <f64>found, n = <f64>count;
    addTo(sums, 0, x);
    addTo(sums, 1, n);
    addTo(sums, 2, x * x);
    addTo(sums, 3, x * n);
    addTo(sums, 4, n * n);
    addTo(sums, 5, 1);
  }
}

/** The distinct values of the user's slots in a table (i32), ascending, into the question's second list; answers how many. */
function distinctOf(q: usize, table: usize, count: u32): u32 {
  const picked = word(q, PICKED), slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT);
  const list = word(q, LIST);
  let found: u32 = 0;
  for (let k: u32 = 0; k < count; k++) {
    const value = <i32>u32At(table, read(slot, slotShift, u32At(picked, k)));
    if (found > 0 && <i32>u32At(list, found - 1) == value) continue;
    // Clocks that are set back over midnight make a later slot one of an earlier day.
    let at = found;
    while (at > 0 && <i32>u32At(list, at - 1) > value) at--;
    if (at > 0 && <i32>u32At(list, at - 1) == value) continue;
    for (let i = found; i > at; i--) store<u32>(list + (<usize>i << 2), u32At(list, i - 1));
    store<u32>(list + (<usize>at << 2), <u32>value);
    found++;
  }
  return found;
}

/** Users of each day; arrivals in the windows of 7 and 30 days that end on it, less departures. Days from 0. */
export function countWindows(q: usize, days: usize, daily: usize, weekly: usize, monthly: usize): void {
  const list = word(q, LIST);
  for (let user: u32 = 1; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    const found = distinctOf(q, days, pick(q, starts(q, user), starts(q, user + 1)));
    let before: i32 = -1000000;
    for (let k: u32 = 0; k < found; k++) {
      const day = <i32>u32At(list, k);
      raise(daily, day);
      // A user is in the window up to a day's end from the day on, or from when the day before leaves it.
      raise(weekly, max(day, before + 7));
      raise(monthly, max(day, before + 30));
      const week = weekly + (<usize>(day + 7) << 2), month = monthly + (<usize>(day + 30) << 2);
      store<i32>(week, load<i32>(week) - 1);
      store<i32>(month, load<i32>(month) - 1);
      before = day;
    }
  }
}

/**
 * counts[cohort × width + period], sizes[cohort]; periods from 0. A user is of the cohort of their first period (`isReturning`:
 * of each of their periods), unless their first slot's day lies before `fromDay`, and counts in each of their periods from
 * then on, up to `most` further (`isLast`: in their last one only).
 */
export function countCohorts(q: usize, periods: usize, days: usize, fromDay: i32, width: u32, isReturning: u32, isLast: u32, most: u32, sizes: usize, counts: usize): void {
  const picked = word(q, PICKED), slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT);
  const list = word(q, LIST);
  for (let user: u32 = 1; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    const count = pick(q, starts(q, user), starts(q, user + 1));
    if (count == 0 || <i32>u32At(days, read(slot, slotShift, u32At(picked, 0))) < fromDay) continue;
    const found = distinctOf(q, periods, count);
    // Clocks that are set back over midnight can make the second slot one of the day before.
    if (<i32>u32At(list, 0) < 0) continue;
    const cohorts = isReturning != 0 ? found : 1;
    for (let a: u32 = 0; a < cohorts; a++) {
      const cohort = u32At(list, a);
      raise(sizes, cohort);
      if (isLast != 0) {
        raise(counts, cohort * width + u32At(list, found - 1));
        continue;
      }
      for (let b = a; b < found; b++) {
        const period = u32At(list, b);
        if (period - cohort > most) break;
        raise(counts, cohort * width + period);
      }
    }
  }
}

/** Users by period: new in it, active in the one before as well, active once but not in the one before. */
export function countLifecycles(q: usize, periods: usize, isNew: usize, returning: usize, resurrecting: usize): void {
  const list = word(q, LIST);
  for (let user: u32 = 1; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    const found = distinctOf(q, periods, pick(q, starts(q, user), starts(q, user + 1)));
    for (let k: u32 = 0; k < found; k++) {
      const period = u32At(list, k);
      raise(k == 0 ? isNew : u32At(list, k - 1) + 1 == period ? returning : resurrecting, period);
    }
  }
}
