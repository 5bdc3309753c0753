// Greedy k-means++ (Arthur and Vassilvitskii 2007; several candidates per centre as in section 5 and scikit-learn).
import { placeCentre } from "./lloyd";
import { Problem, rowAt, spreadCentres, tileAt, tileCount } from "./problem";
import { nextFloat } from "./random";

// Tiles of one group: the draw walks the groups' sums first.
// @ts-ignore: decorator
@inline const GROUP: i32 = 64;
// @ts-ignore: decorator
@inline const MOST_CANDIDATES: i32 = 8;

/** For each row of a group of tiles: min(nearest, square to `centre`); adds the sum, writes it back when `keep`. */
function potentialOfGroup(p: Problem, from: i32, to: i32, centre: usize, keep: bool): f64 {
  const end = (<usize>p.columns) << 6;
  let sum = f64x2.splat(0);
  for (let t = from; t < to; t++) {
    const tile = tileAt(p, t);
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let e = a;
    let at = centre;
    for (let x: usize = 0; x < end; x += 64) {
      const value = v128.load32_splat(at);
      const da = f32x4.sub(v128.load(tile + x), value);
      const db = f32x4.sub(v128.load(tile + x, 16), value);
      const dc = f32x4.sub(v128.load(tile + x, 32), value);
      const de = f32x4.sub(v128.load(tile + x, 48), value);
      a = f32x4.add(a, f32x4.mul(da, da));
      b = f32x4.add(b, f32x4.mul(db, db));
      c = f32x4.add(c, f32x4.mul(dc, dc));
      e = f32x4.add(e, f32x4.mul(de, de));
      at += 4;
    }
    const nearest = p.thresholds + (<usize>t << 6);
    a = f32x4.pmin(a, v128.load(nearest));
    b = f32x4.pmin(b, v128.load(nearest, 16));
    c = f32x4.pmin(c, v128.load(nearest, 32));
    e = f32x4.pmin(e, v128.load(nearest, 48));
    if (keep) {
      v128.store(nearest, a);
      v128.store(nearest, b, 16);
      v128.store(nearest, c, 32);
      v128.store(nearest, e, 48);
    }
    const four = f32x4.add(f32x4.add(a, b), f32x4.add(c, e));
    sum = f64x2.add(sum, f64x2.promote_low_f32x4(four));
    sum = f64x2.add(sum, f64x2.promote_low_f32x4(i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15)));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function potential(p: Problem, centre: usize, groups: usize, keep: bool): f64 {
  const tiles = tileCount(p);
  let total: f64 = 0;
  let group: usize = 0;
  for (let from = 0; from < tiles; from += GROUP) {
    const sum = potentialOfGroup(p, from, min(tiles, from + GROUP), centre, keep);
    if (keep) store<f64>(groups + (group << 3), sum);
    group++;
    total += sum;
  }
  return total;
}

/** Draws a row with probability ∝ its squared distance to the nearest centre so far. */
function drawRow(p: Problem, groups: usize, total: f64, random: usize): i32 {
  let target = nextFloat(random) * total;
  const tiles = tileCount(p);
  let first = 0;
  for (; first + GROUP < tiles; first += GROUP) {
    const sum = load<f64>(groups + (<usize>(first / GROUP) << 3));
    if (target < sum) break;
    target -= sum;
  }
  let last = -1;
  for (let row = first << 4; row < p.rows; row++) {
    const weight = <f64>load<f32>(p.thresholds + (<usize>row << 2));
    if (weight <= 0) continue;
    last = row;
    target -= weight;
    if (target < 0) break;
  }
  if (last >= 0) return last;
  for (let row = p.rows - 1; row >= 0; row--) if (load<f32>(p.thresholds + (<usize>row << 2)) > 0) return row;
  return 0;
}

function copyRow(p: Problem, row: i32, to: usize): void {
  for (let j = 0; j < p.columns; j++) store<f32>(to + (<usize>j << 2), load<f32>(rowAt(p, row) + (<usize>j << 6)));
}

/**
 * Chooses up to `k` centres; fewer when there are fewer distinct rows. Uses `thresholds` for the squared distances.
 * `groups`: f64 for each 64 tiles; `candidate`: f32 × columns.
 */
export function seedCentres(p: Problem, k: i32, groups: usize, candidate: usize, random: usize): void {
  const trials = min(MOST_CANDIDATES, 2 + <i32>Math.log(<f64>k));
  const tiles = tileCount(p);
  for (let i = 0; i < tiles << 4; i++) store<f32>(p.thresholds + (<usize>i << 2), i < p.rows ? f32.MAX_VALUE : 0);
  let row = min(p.rows - 1, <i32>(nextFloat(random) * <f64>p.rows));
  placeCentre(p, 0, row);
  copyRow(p, row, candidate);
  let total = potential(p, candidate, groups, true);
  p.k = 1;
  while (p.k < k && total > 0) {
    let best = -1;
    let least: f64 = Infinity;
    for (let trial = 0; trial < trials; trial++) {
      row = drawRow(p, groups, total, random);
      copyRow(p, row, candidate);
      const reached = potential(p, candidate, groups, false);
      if (reached < least) {
        least = reached;
        best = row;
      }
    }
    placeCentre(p, p.k, best);
    copyRow(p, best, candidate);
    total = potential(p, candidate, groups, true);
    p.k++;
  }
  spreadCentres(p);
}
