// Everybody's best items by a weighted sum of standardised scores. f64, in the order of additions that
// lib/recommendation has for one viewer, so that both give the same lists.
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

// Users that are scored together: an item's vector is read once for them.
// @ts-ignore: decorator
@inline const GROUP: i32 = 4;

// A part's words (lib/kernels/top-mixtures.ts): f64 weight, i32 kind, then four places.
// @ts-ignore: decorator
@inline const PART_BYTES: usize = 32;
// @ts-ignore: decorator
@inline const PRODUCTS: i32 = 1;
// Scores that differ by less count as equal.
// @ts-ignore: decorator
@inline const TIE: f64 = 1e10;

// @ts-ignore: decorator
@inline
function pair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

// @ts-ignore: decorator
@inline
function sumUp(ab: v128, cd: v128): f64 {
  return f64x2.extract_lane(ab, 0) + f64x2.extract_lane(ab, 1) + (f64x2.extract_lane(cd, 0) + f64x2.extract_lane(cd, 1));
}

/** Products of four users' vectors (f64) with every item's (f32), both `width` long and without gaps: out[u × items + item]. */
function productsOfFour(users: usize, items: usize, width: i32, count: i32, out: usize, rowBytes: usize): void {
  const whole = <usize>(width & ~3);
  const userBytes = <usize>width << 3;
  for (let item = 0; item < count; item++) {
    const y = items + ((<usize>item * <usize>width) << 2);
    let ab0 = f64x2.splat(0);
    let cd0 = ab0;
    let ab1 = ab0;
    let cd1 = ab0;
    let ab2 = ab0;
    let cd2 = ab0;
    let ab3 = ab0;
    let cd3 = ab0;
    for (let j: usize = 0; j < whole; j += 4) {
      const first = pair(y + (j << 2));
      const second = pair(y + (j << 2) + 8);
      const x = users + (j << 3);
      ab0 = f64x2.add(ab0, f64x2.mul(first, v128.load(x)));
      cd0 = f64x2.add(cd0, f64x2.mul(second, v128.load(x, 16)));
      ab1 = f64x2.add(ab1, f64x2.mul(first, v128.load(x + userBytes)));
      cd1 = f64x2.add(cd1, f64x2.mul(second, v128.load(x + userBytes, 16)));
      ab2 = f64x2.add(ab2, f64x2.mul(first, v128.load(x + 2 * userBytes)));
      cd2 = f64x2.add(cd2, f64x2.mul(second, v128.load(x + 2 * userBytes, 16)));
      ab3 = f64x2.add(ab3, f64x2.mul(first, v128.load(x + 3 * userBytes)));
      cd3 = f64x2.add(cd3, f64x2.mul(second, v128.load(x + 3 * userBytes, 16)));
    }
    for (let j = whole; j < <usize>width; j++) {
      const value = <f64>load<f32>(y + (j << 2));
      const x = users + (j << 3);
      ab0 = f64x2.replace_lane(ab0, 0, f64x2.extract_lane(ab0, 0) + value * load<f64>(x));
      ab1 = f64x2.replace_lane(ab1, 0, f64x2.extract_lane(ab1, 0) + value * load<f64>(x + userBytes));
      ab2 = f64x2.replace_lane(ab2, 0, f64x2.extract_lane(ab2, 0) + value * load<f64>(x + 2 * userBytes));
      ab3 = f64x2.replace_lane(ab3, 0, f64x2.extract_lane(ab3, 0) + value * load<f64>(x + 3 * userBytes));
    }
    const at = out + (<usize>item << 3);
    store<f64>(at, sumUp(ab0, cd0));
    store<f64>(at + rowBytes, sumUp(ab1, cd1));
    store<f64>(at + 2 * rowBytes, sumUp(ab2, cd2));
    store<f64>(at + 3 * rowBytes, sumUp(ab3, cd3));
  }
}

// @ts-ignore: decorator
@inline
function addPartner(out: usize, column: usize, value: usize, weight: f64): void {
  const cell = out + (<usize>load<i32>(column) << 3);
  store<f64>(cell, load<f64>(cell) + weight * <f64>load<f32>(value));
}

/** out ← Σ over the user's entries (of `columns`, items) of the entry's weight times its item's partners' values. */
function sumPartners(part: usize, from: i32, end: i32, columns: usize, out: usize, rowBytes: usize): void {
  const start = <usize>load<u32>(part, 12);
  const column = <usize>load<u32>(part, 16);
  const value = <usize>load<u32>(part, 20);
  const weights = <usize>load<u32>(part, 24);
  memory.fill(out, 0, rowBytes);
  for (let entry = from; entry < end; entry++) {
    const weight = load<f64>(weights + (<usize>entry << 3));
    if (weight == 0) continue;
    const row = start + (<usize>load<i32>(columns + (<usize>entry << 2)) << 2);
    const first = <usize>load<i32>(row);
    const last = column + (<usize>load<i32>(row, 4) << 2);
    let c = column + (first << 2);
    let v = value + (first << 2);
    // Partners of an item differ from each other: four at a time.
    for (; c + 16 <= last; c += 16, v += 16) {
      addPartner(out, c, v, weight);
      addPartner(out, c + 4, v + 4, weight);
      addPartner(out, c + 8, v + 8, weight);
      addPartner(out, c + 12, v + 12, weight);
    }
    for (; c < last; c += 4, v += 4) addPartner(out, c, v, weight);
  }
}

/** total ← total + weight × (scores − mean) / deviation. */
function addStandardised(scores: usize, count: i32, mean: f64, squares: f64, weight: f64, total: usize): void {
  const root = Math.sqrt(squares / <f64>count);
  const m = f64x2.splat(mean);
  const d = f64x2.splat(root == 0 ? 1 : root);
  const w = f64x2.splat(weight);
  for (let i: usize = 0; i < <usize>count << 3; i += 16) {
    const share = f64x2.mul(w, f64x2.div(f64x2.sub(v128.load(scores + i), m), d));
    v128.store(total + i, f64x2.add(v128.load(total + i), share));
  }
}

/** The same for four rows with means and deviations of their own: each sum is in order, and four of them need not wait for each other. */
function addFourStandardised(scores: usize, count: i32, weight: f64, totals: usize, rowBytes: usize): void {
  const bytes = <usize>count << 3;
  let m0: f64 = 0;
  let m1: f64 = 0;
  let m2: f64 = 0;
  let m3: f64 = 0;
  for (let at = scores; at < scores + bytes; at += 8) {
    m0 += load<f64>(at);
    m1 += load<f64>(at + rowBytes);
    m2 += load<f64>(at + 2 * rowBytes);
    m3 += load<f64>(at + 3 * rowBytes);
  }
  m0 /= <f64>count;
  m1 /= <f64>count;
  m2 /= <f64>count;
  m3 /= <f64>count;
  let s0: f64 = 0;
  let s1: f64 = 0;
  let s2: f64 = 0;
  let s3: f64 = 0;
  for (let at = scores; at < scores + bytes; at += 8) {
    s0 += square(load<f64>(at) - m0);
    s1 += square(load<f64>(at + rowBytes) - m1);
    s2 += square(load<f64>(at + 2 * rowBytes) - m2);
    s3 += square(load<f64>(at + 3 * rowBytes) - m3);
  }
  addStandardised(scores, count, m0, s0, weight, totals);
  addStandardised(scores + rowBytes, count, m1, s1, weight, totals + rowBytes);
  addStandardised(scores + 2 * rowBytes, count, m2, s2, weight, totals + 2 * rowBytes);
  addStandardised(scores + 3 * rowBytes, count, m3, s3, weight, totals + 3 * rowBytes);
}

// @ts-ignore: decorator
@inline
function square(value: f64): f64 {
  return value * value;
}

/** Half upwards, as in JavaScript. */
// @ts-ignore: decorator
@inline
function rounded(score: f64): f64 {
  const scaled = score * TIE;
  const above = Math.ceil(scaled);
  return (above - 0.5 > scaled ? above - 1 : above) / TIE;
}

/** Writes the k best of `scores` (−∞ is left out) to `items` and `values`, best first; of equal ones the smaller item. */
function bestOf(scores: usize, count: i32, k: i32, items: usize, values: usize): void {
  let kept = 0;
  let least: f64 = -Infinity;
  for (let item = 0; item < count; item++) {
    const raw = load<f64>(scores + (<usize>item << 3));
    // Far enough below to stay below when rounded; −∞ always.
    if (raw < least - 1e-9 || raw == -Infinity) continue;
    const score = rounded(raw);
    if (kept == k && !(score > least)) continue;
    let at = kept < k ? kept++ : k - 1;
    while (at > 0 && load<f64>(values + (<usize>(at - 1) << 3)) < score) {
      store<f64>(values + (<usize>at << 3), load<f64>(values + (<usize>(at - 1) << 3)));
      store<i32>(items + (<usize>at << 2), load<i32>(items + (<usize>(at - 1) << 2)));
      at--;
    }
    store<f64>(values + (<usize>at << 3), score);
    store<i32>(items + (<usize>at << 2), item);
    if (kept == k) least = load<f64>(values + (<usize>(k - 1) << 3));
  }
  for (let at = kept; at < k; at++) {
    store<i32>(items + (<usize>at << 2), -1);
    store<f64>(values + (<usize>at << 3), NaN);
  }
}

/**
 * The k best items of each user by the parts' standardised scores, without the user's own items.
 * A user's own items at starts[u] … starts[u + 1] − 1 of `columns`; `rows`: eight rows of an even number of items, f64,
 * for each thread. Users' vectors are there for a multiple of four. Each user is one thread's work alone.
 */
export function best(
  thread: i32, threads: i32, userCount: i32, parts: usize, partCount: i32, itemCount: i32, starts: usize, columns: usize,
  k: i32, rows: usize, outItems: usize, outValues: usize, from: f32, share: f32,
): i32 {
  const rowBytes = <usize>((itemCount + 1) & ~1) << 3;
  const scores = rows + <usize>thread * 2 * <usize>GROUP * rowBytes;
  const totals = scores + <usize>GROUP * rowBytes;
  const groups = (userCount + GROUP - 1) / GROUP;
  for (let group = takeTicket(); group < groups; group = takeTicket()) {
    const first = group * GROUP;
    const end = min(userCount, first + GROUP);
    memory.fill(totals, 0, <usize>GROUP * rowBytes);
    for (let p = 0; p < partCount; p++) {
      const part = parts + <usize>p * PART_BYTES;
      const ofProducts = load<i32>(part, 8) == PRODUCTS;
      // Rows behind the last user's hold anything; nobody reads their totals.
      if (ofProducts) {
        const width = load<i32>(part, 20);
        productsOfFour(<usize>load<u32>(part, 12) + ((<usize>first * <usize>width) << 3), <usize>load<u32>(part, 16), width, itemCount, scores, rowBytes);
      }
      for (let user = first; user < end && !ofProducts; user++) {
        const own = starts + (<usize>user << 2);
        sumPartners(part, load<i32>(own), load<i32>(own, 4), columns, scores + <usize>(user - first) * rowBytes, rowBytes);
      }
      addFourStandardised(scores, itemCount, load<f64>(part), totals, rowBytes);
    }
    for (let user = first; user < end; user++) {
      const row = totals + <usize>(user - first) * rowBytes;
      const own = starts + (<usize>user << 2);
      for (let entry = load<i32>(own), last = load<i32>(own, 4); entry < last; entry++) store<f64>(row + (<usize>load<i32>(columns + (<usize>entry << 2)) << 3), -Infinity);
      bestOf(row, itemCount, k, outItems + ((<usize>user * <usize>k) << 2), outValues + ((<usize>user * <usize>k) << 3));
    }
    if (thread == 0) progress(from + (share * <f32>group) / <f32>groups);
  }
  barrier(threads);
  if (thread == 0) resetTickets();
  barrier(threads);
  return 0;
}
