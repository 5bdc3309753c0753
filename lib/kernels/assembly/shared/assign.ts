// Nearest centres, in f32: by tile (16 rows at once) where many rows of a tile need it, else by row (4 centres at
// once). Both add the squares in the same order, so they give the same bytes.
import { NONE, Problem, sumBytes, tileAt } from "./problem";

// With this many rows of a tile to look at, the whole tile is cheaper.
// @ts-ignore: decorator
@inline const DENSE: i32 = 8;
// @ts-ignore: decorator
@inline const ALL: i32 = 0xffff;

// Relative error bound of an f32 distance, generous; what lies within it is looked at again, in the end in f64.
// @ts-ignore: decorator
@inline const ROUNDING: f32 = 6e-8;

// Scratch of the block at work: best squares, second best squares (f32 × 16 each), labels (i32 × 16).
// @ts-ignore: decorator
@inline const BEST: usize = 0;
// @ts-ignore: decorator
@inline const SECOND: usize = 64;
// @ts-ignore: decorator
@inline const LABEL: usize = 128;
// @ts-ignore: decorator
@inline const LANES: usize = 192;

/** Best and second best centre of 8 rows: `tile` is the address of their first column. */
function nearestOfEight(tile: usize, d: i32, centres: usize, k: i32, scratch: usize): void {
  let best0 = f32x4.splat(f32.MAX_VALUE);
  let best1 = best0;
  let second0 = best0;
  let second1 = best0;
  let label0 = i32x4.splat(0);
  let label1 = label0;
  const end = tile + (<usize>d << 6);
  let at = centres;
  const rowBytes = <usize>d << 2;
  for (let c = 0; c < k; c += 2) {
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    for (let x = tile; x < end; x += 64) {
      const x0 = v128.load(x);
      const x1 = v128.load(x, 16);
      const ca = v128.load32_splat(at);
      const cb = v128.load32_splat(at + rowBytes);
      const ea0 = f32x4.sub(x0, ca);
      const ea1 = f32x4.sub(x1, ca);
      const eb0 = f32x4.sub(x0, cb);
      const eb1 = f32x4.sub(x1, cb);
      a0 = f32x4.add(a0, f32x4.mul(ea0, ea0));
      a1 = f32x4.add(a1, f32x4.mul(ea1, ea1));
      b0 = f32x4.add(b0, f32x4.mul(eb0, eb0));
      b1 = f32x4.add(b1, f32x4.mul(eb1, eb1));
      at += 4;
    }
    at += rowBytes;
    const ia = i32x4.splat(c);
    second0 = f32x4.pmin(second0, f32x4.pmax(best0, a0));
    second1 = f32x4.pmin(second1, f32x4.pmax(best1, a1));
    label0 = v128.bitselect(ia, label0, f32x4.lt(a0, best0));
    label1 = v128.bitselect(ia, label1, f32x4.lt(a1, best1));
    best0 = f32x4.pmin(best0, a0);
    best1 = f32x4.pmin(best1, a1);
    const ib = i32x4.splat(c + 1);
    second0 = f32x4.pmin(second0, f32x4.pmax(best0, b0));
    second1 = f32x4.pmin(second1, f32x4.pmax(best1, b1));
    label0 = v128.bitselect(ib, label0, f32x4.lt(b0, best0));
    label1 = v128.bitselect(ib, label1, f32x4.lt(b1, best1));
    best0 = f32x4.pmin(best0, b0);
    best1 = f32x4.pmin(best1, b1);
  }
  v128.store(scratch, best0, BEST);
  v128.store(scratch, best1, BEST + 16);
  v128.store(scratch, second0, SECOND);
  v128.store(scratch, second1, SECOND + 16);
  v128.store(scratch, label0, LABEL);
  v128.store(scratch, label1, LABEL + 16);
}

/** Best and second best centre of one row, written to its lane of the scratch. */
function nearestOfRow(row: usize, lane: usize, d: i32, lanes: usize, k: i32, scratch: usize): void {
  let best = f32x4.splat(f32.MAX_VALUE);
  let second = best;
  let label = i32x4.splat(0);
  let index = i32x4(0, 1, 2, 3);
  const four = i32x4.splat(4);
  const end = row + (<usize>d << 6);
  let at = lanes;
  for (let c = 0; c < k; c += 4) {
    let sum = f32x4.splat(0);
    for (let x = row; x < end; x += 64) {
      const difference = f32x4.sub(v128.load32_splat(x), v128.load(at));
      sum = f32x4.add(sum, f32x4.mul(difference, difference));
      at += 16;
    }
    second = f32x4.pmin(second, f32x4.pmax(best, sum));
    label = v128.bitselect(index, label, f32x4.lt(sum, best));
    best = f32x4.pmin(best, sum);
    index = i32x4.add(index, four);
  }
  v128.store(scratch, best, LANES);
  v128.store(scratch, second, LANES + 16);
  v128.store(scratch, label, LANES + 32);
  let least = load<f32>(scratch, LANES);
  let next = load<f32>(scratch, LANES + 16);
  let chosen = load<i32>(scratch, LANES + 32);
  for (let other: usize = 4; other < 16; other += 4) {
    const square = load<f32>(scratch + other, LANES);
    const name = load<i32>(scratch + other, LANES + 32);
    next = min<f32>(next, min<f32>(load<f32>(scratch + other, LANES + 16), max<f32>(square, least)));
    if (square < least || (square == least && name < chosen)) {
      least = square;
      chosen = name;
    }
  }
  store<f32>(scratch + (lane << 2), least, BEST);
  store<f32>(scratch + (lane << 2), next, SECOND);
  store<i32>(scratch + (lane << 2), chosen, LABEL);
}

function addRow(row: usize, d: i32, sums: usize, sign: f64): void {
  let square: f64 = 0;
  for (let j = 0; j < d; j++) {
    const value = <f64>load<f32>(row);
    store<f64>(sums, load<f64>(sums) + sign * value);
    square += value * value;
    row += 64;
    sums += 8;
  }
  store<f64>(sums, load<f64>(sums) + sign * square);
  store<f64>(sums, load<f64>(sums, 8) + sign, 8);
}

/** Gives one row of a tile the label in the scratch, in the sums too. */
// @ts-ignore: decorator
@inline
function relabel(tile: usize, labels: usize, lane: usize, d: i32, sums: usize, perCluster: usize, scratch: usize): void {
  const label = load<i32>(scratch + (lane << 2), LABEL);
  const old = <u32>load<u16>(labels + (lane << 1));
  store<u16>(labels + (lane << 1), <u16>label);
  addRow(tile + (lane << 2), d, sums + <usize>label * perCluster, 1);
  if (old != NONE) addRow(tile + (lane << 2), d, sums + <usize>old * perCluster, -1);
}

/** Longest of all centres. */
function longestNorm(p: Problem): f32 {
  let longest: f32 = 0;
  for (let c = 0; c < p.k; c++) longest = max<f32>(longest, load<f32>(p.norms + (<usize>c << 2)));
  return longest;
}

/**
 * Thresholds and labels of a whole tile from its best and second best squares, four rows at once; answers the lanes whose
 * label is another one than before. `reach`: of all centres, the longest.
 */
function settleTile(threshold: usize, labels: usize, moved: f32, rounding: f32, reach: f32, scratch: usize): i32 {
  const share = f32x4.splat(rounding);
  const length = f32x4.splat(reach);
  const shift = f32x4.splat(moved);
  for (let at: usize = 0; at < 64; at += 16) {
    const second = f32x4.sqrt(v128.load(scratch + at, SECOND));
    const margin = f32x4.sub(second, f32x4.sqrt(v128.load(scratch + at, BEST)));
    const unsure = f32x4.mul(share, f32x4.add(second, length));
    v128.store(threshold + at, f32x4.add(f32x4.sub(margin, unsure), shift));
  }
  const low = i16x8.narrow_i32x4_u(v128.load(scratch, LABEL), v128.load(scratch, LABEL + 16));
  const high = i16x8.narrow_i32x4_u(v128.load(scratch, LABEL + 32), v128.load(scratch, LABEL + 48));
  const same = i16x8.bitmask(i16x8.eq(low, v128.load(labels))) | (i16x8.bitmask(i16x8.eq(high, v128.load(labels, 16))) << 8);
  return same ^ ALL;
}

/** Assigns the rows of tiles `from` … `to` − 1 that need it, keeps the block's sums; answers how many rows changed. */
export function assignTiles(p: Problem, from: i32, to: i32, sums: usize, scratch: usize): i32 {
  const d = p.columns;
  const k = p.k;
  const centres = p.centres;
  const norms = p.norms;
  const moved = p.moved;
  const perCluster = sumBytes(p);
  const limit = f32x4.splat(moved);
  const rounding: f32 = (<f32>d * 0.25 + 8) * ROUNDING;
  const reach = longestNorm(p);
  let changed = 0;
  let threshold = p.thresholds + (<usize>from << 6);
  let labels = p.labels + (<usize>from << 5);
  let tile = tileAt(p, from);
  for (let t = from; t < to; t++) {
    let mask =
      i32x4.bitmask(f32x4.lt(v128.load(threshold), limit)) |
      (i32x4.bitmask(f32x4.lt(v128.load(threshold, 16), limit)) << 4) |
      (i32x4.bitmask(f32x4.lt(v128.load(threshold, 32), limit)) << 8) |
      (i32x4.bitmask(f32x4.lt(v128.load(threshold, 48), limit)) << 12);
    if (mask != 0) {
      const dense = popcnt(mask) >= DENSE;
      if (dense) {
        nearestOfEight(tile, d, centres, k, scratch);
        nearestOfEight(tile + 32, d, centres, k, scratch + 32);
        if (mask == ALL) {
          let other = settleTile(threshold, labels, moved, rounding, reach, scratch);
          mask = 0;
          changed += popcnt(other);
          while (other != 0) {
            const lane = <usize>ctz(other);
            other &= other - 1;
            relabel(tile, labels, lane, d, sums, perCluster, scratch);
          }
        }
      }
      while (mask != 0) {
        const lane = <usize>ctz(mask);
        mask &= mask - 1;
        if (!dense) nearestOfRow(tile + (lane << 2), lane, d, p.lanes, k, scratch);
        const label = load<i32>(scratch + (lane << 2), LABEL);
        const second = sqrt<f32>(load<f32>(scratch + (lane << 2), SECOND));
        const margin = second - sqrt<f32>(load<f32>(scratch + (lane << 2), BEST));
        const unsure = rounding * (second + load<f32>(norms + (<usize>label << 2)));
        store<f32>(threshold + (lane << 2), margin - unsure + moved);
        if (load<u16>(labels + (lane << 1)) != <u16>label) {
          changed++;
          relabel(tile, labels, lane, d, sums, perCluster, scratch);
        }
      }
    }
    threshold += 64;
    labels += 32;
    tile += <usize>d << 6;
  }
  return changed;
}

/**
 * Adds to `errors` and `losses` (f64 per cluster) the squared distance of each row to its centre, and what that
 * grows by when the centre is taken away. Looks at every row.
 */
export function measureTiles(p: Problem, from: i32, to: i32, errors: usize, losses: usize, scratch: usize): void {
  const d = p.columns;
  for (let t = from; t < to; t++) {
    const tile = tileAt(p, t);
    nearestOfEight(tile, d, p.centres, p.k, scratch);
    nearestOfEight(tile + 32, d, p.centres, p.k, scratch + 32);
    const lanes = min(16, p.rows - (t << 4));
    for (let lane = 0; lane < lanes; lane++) {
      const at = scratch + (<usize>lane << 2);
      const c = <usize>load<i32>(at, LABEL) << 3;
      const square = <f64>load<f32>(at, BEST);
      store<f64>(errors + c, load<f64>(errors + c) + square);
      store<f64>(losses + c, load<f64>(losses + c) + (<f64>load<f32>(at, SECOND) - square));
    }
  }
}
