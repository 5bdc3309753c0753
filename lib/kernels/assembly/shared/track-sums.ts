// Sums over the events of each user: figures of all, sessions, shares of categories.
import {
  addTo, CELL, CELL_SHIFT, endOf, f64At, isMeant, ITEM, ITEM_SHIFT, pick, PICKED, raise, read, SLOT, SLOT_SHIFT, starts, u32At, users, word,
} from "./track-question";

// @ts-ignore: decorator
@inline const SLOT_MS: f64 = 900000;

// Milliseconds since the first slot.
// @ts-ignore: decorator
@inline function msOf(slot: usize, slotShift: u32, e: u32, rest: usize, restShift: u32, restMs: f64): f64 {
  return <f64>read(slot, slotShift, e) * SLOT_MS + <f64>read(rest, restShift, e) * restMs;
}

/** hasItem[item] = 1, ratings[rating] += 1; sums: events, known users, minutes, first and last millisecond since the first slot. */
export function sumUp(
  q: usize, rest: usize, restShift: u32, restMs: f64, minute: usize, minuteShift: u32, minuteValues: usize,
  rating: usize, ratingShift: u32, hasItem: usize, ratings: usize, sums: usize,
): void {
  const slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT);
  const picked = word(q, PICKED);
  const items = word(q, ITEM), itemShift = word(q, ITEM_SHIFT);
  let events: f64 = 0, people: f64 = 0, minutes: f64 = 0, first: f64 = Infinity, last: f64 = -Infinity;
  for (let user: u32 = 0; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    for (let from = starts(q, user); from < starts(q, user + 1); from = endOf(q, user, from)) {
      const count = pick(q, from, endOf(q, user, from));
      if (count == 0) continue;
      events += <f64>count;
      if (user != 0) people += 1;
      for (let k: u32 = 0; k < count; k++) {
        const e = u32At(picked, k);
        store<u8>(hasItem + <usize>read(items, itemShift, e), 1);
        raise(ratings, read(rating, ratingShift, e));
        minutes += f64At(minuteValues, read(minute, minuteShift, e));
      }
      first = min(first, msOf(slot, slotShift, u32At(picked, 0), rest, restShift, restMs));
      last = max(last, msOf(slot, slotShift, u32At(picked, count - 1), rest, restShift, restMs));
    }
  }
  store<f64>(sums, events);
  store<f64>(sums + 8, people);
  store<f64>(sums + 16, minutes);
  store<f64>(sums + 24, first);
  store<f64>(sums + 32, last);
}

/**
 * Sessions of known users that begin in a meant slot (u8): tenths[tenths of a minute] and sizes[events] += 1; lengths from `most`
 * on are listed in `long`. `lasts` (f64): milliseconds of a duration's number. Answers the users who have one; long[0] counts the listed.
 */
export function countSessions(
  q: usize, rest: usize, restShift: u32, restMs: f64, minute: usize, minuteShift: u32, lasts: usize,
  gapMs: f64, meant: usize, tenths: usize, most: u32, long: usize, sizes: usize,
): u32 {
  const picked = word(q, PICKED), slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT);
  let people: u32 = 0, listed: u32 = 0;
  for (let user: u32 = 1; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    const count = pick(q, starts(q, user), starts(q, user + 1));
    if (count == 0) continue;
    let start: f64 = 0, end: f64 = -Infinity, first: u32 = 0, found: u32 = 0;
    for (let k: u32 = 0; k <= count; k++) {
      const e = k < count ? u32At(picked, k) : 0;
      const at = k < count ? msOf(slot, slotShift, e, rest, restShift, restMs) : Infinity;
      if (k == 0) start = at;
      else if (at - end > gapMs) {
        if (load<u8>(meant + <usize>read(slot, slotShift, u32At(picked, first))) != 0) {
          const length = <u32>((end - start) / 6000);
          if (length < most) raise(tenths, length);
          else store<u32>(long + (<usize>(++listed) << 2), length);
          raise(sizes, k - first);
          found++;
        }
        start = at;
        first = k;
      }
      if (k < count) end = max(end, at + f64At(lasts, read(minute, minuteShift, e)));
    }
    if (found > 0) people++;
  }
  store<u32>(long, listed);
  return people;
}

/**
 * Over known users (units): per category of their cells, 9 sums of its events in slots that are now (x1) or before (x0), and of
 * all events with a cell (n1, n0): x1, x0, x1x1, x1x0, x0x0, x1n1, x1n0, x0n1, x0n0. all: n1, n0, n1n1, n1n0, n0n0, units.
 * `own` holds two counts (u32) for each category, and room for a list of them.
 */
export function sumCategories(q: usize, isNow: usize, cellStarts: usize, kinds: usize, categories: u32, own: usize, sums: usize, all: usize): void {
  const picked = word(q, PICKED), slot = word(q, SLOT), slotShift = word(q, SLOT_SHIFT);
  const cells = word(q, CELL), cellShift = word(q, CELL_SHIFT);
  const touched = own + (<usize>categories << 3);
  for (let user: u32 = 1; user <= users(q); user++) {
    if (!isMeant(q, user)) continue;
    const count = pick(q, starts(q, user), starts(q, user + 1));
    let now: u32 = 0, known: u32 = 0, listed: u32 = 0;
    for (let k: u32 = 0; k < count; k++) {
      const e = u32At(picked, k);
      const cell = read(cells, cellShift, e);
      if (cell == 0) continue;
      const side: u32 = load<u8>(isNow + <usize>read(slot, slotShift, e)) != 0 ? 0 : 1;
      known++;
      now += 1 - side;
      for (let c = u32At(cellStarts, cell); c < u32At(cellStarts, cell + 1); c++) {
        const kind = u32At(kinds, c);
        const both = own + (<usize>kind << 3);
        if (load<u64>(both) == 0) store<u32>(touched + (<usize>(listed++) << 2), kind);
        raise(both, side);
      }
    }
    if (known > 0) addUnit(<f64>now, <f64>(known - now), touched, listed, own, sums, all);
  }
}

function addUnit(n1: f64, n0: f64, touched: usize, listed: u32, own: usize, sums: usize, all: usize): void {
  addTo(all, 0, n1);
  addTo(all, 1, n0);
  addTo(all, 2, n1 * n1);
  addTo(all, 3, n1 * n0);
  addTo(all, 4, n0 * n0);
  addTo(all, 5, 1);
  for (let k: u32 = 0; k < listed; k++) {
    const kind = u32At(touched, k);
    const both = own + (<usize>kind << 3);
    const x1 = <f64>load<u32>(both), x0 = <f64>load<u32>(both, 4);
    store<u64>(both, 0);
    const to = sums + <usize>kind * 72;
    addTo(to, 0, x1);
    addTo(to, 1, x0);
    addTo(to, 2, x1 * x1);
    addTo(to, 3, x1 * x0);
    addTo(to, 4, x0 * x0);
    addTo(to, 5, x1 * n1);
    addTo(to, 6, x1 * n0);
    addTo(to, 7, x0 * n1);
    addTo(to, 8, x0 * n0);
  }
}
