// Sums of distances from up to four rows to the rows of a stretch, in f64 or (their coordinates about the middle) in f32.

/** Positions whose distances are added up in f32 lanes: eight to a lane. */
// @ts-ignore: decorator
@inline const FLUSH: i32 = 32;

export let POSITIONS: i32 = 0;
let DIMS: i32 = 0;
export let CLUSTERS: i32 = 0;
/** f64 column-major coordinates, f64 weights (1, pads 0), i32 cluster: per position. */
let POINTS: usize = 0;
export let WEIGHTS: usize = 0;
export let CLUSTER_OF: usize = 0;
/** i32 per cluster and one more: first position. i32 per cluster: rows. */
export let STARTS: usize = 0;
export let SIZES: usize = 0;
/** f64 per position: the silhouette. */
export let OUT: usize = 0;
/** f64, CLUSTERS × POSITIONS. */
export let TABLE: usize = 0;
/** Whether roots are taken in f32. */
let SINGLE_ROOTS: bool = false;
/** The same coordinates about their middle, and behind them the weights, in f32; 0 where f32 would not do. */
let SINGLES: usize = 0;
/** Per thread: four sums, four least means, four sums to the own cluster. */
export let SUMS: usize = 0;

/** Tells the instance where everything lies. Called by every thread before the sums. */
export function layout(thread: i32, _threads: i32, positions: i32, dims: i32, clusters: i32, singleRoots: i32, points: usize, weights: usize, clusterOf: usize, starts: usize, sizes: usize, out: usize, table: usize, sums: usize, singles: usize): void {
  POSITIONS = positions;
  DIMS = dims;
  CLUSTERS = clusters;
  SINGLE_ROOTS = singleRoots != 0;
  POINTS = points;
  WEIGHTS = weights;
  CLUSTER_OF = clusterOf;
  STARTS = starts;
  SIZES = sizes;
  OUT = out;
  TABLE = table;
  SINGLES = singles;
  SUMS = sums + (<usize>thread << 7);
}

/** The sums of lanes 0 + 2 and 1 + 3. */
// @ts-ignore: decorator
@inline function pairSums(values: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.add(values, f32x4.shuffle(values, values, 2, 3, 2, 3)));
}

/**
 * Distances of up to four rows from position `row` on to the positions from … to − 1 (four at a time, one cluster):
 * their sums to SUMS; each position's sum over the rows is added at `columnSums` (0: nowhere).
 */
function fourRows(row: i32, count: i32, from: i32, to: i32, columnSums: usize): void {
  const column = <usize>POSITIONS << 3;
  const second = <usize>min(1, count - 1) << 3;
  const third = <usize>min(2, count - 1) << 3;
  const fourth = <usize>min(3, count - 1) << 3;
  const own = POINTS + (<usize>row << 3);
  const useB = f64x2.splat(count > 1 ? 1 : 0);
  const useC = f64x2.splat(count > 2 ? 1 : 0);
  const useD = f64x2.splat(count > 3 ? 1 : 0);
  const useTwo = f32x4.splat(count > 1 ? 1 : 0);
  const useThree = f32x4.splat(count > 2 ? 1 : 0);
  const useFour = f32x4.splat(count > 3 ? 1 : 0);
  let sumA = f64x2.splat(0);
  let sumB = f64x2.splat(0);
  let sumC = f64x2.splat(0);
  let sumD = f64x2.splat(0);
  for (let at = from; at < to; at += 4) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let e = f64x2.splat(0);
    let f = f64x2.splat(0);
    let g = f64x2.splat(0);
    let h = f64x2.splat(0);
    let mine = own;
    let theirs = POINTS + (<usize>at << 3);
    for (let j = 0; j < DIMS; j++) {
      const low = v128.load(theirs);
      const high = v128.load(theirs, 16);
      let value = v128.load_splat<f64>(mine);
      let x = f64x2.sub(low, value);
      let y = f64x2.sub(high, value);
      a = f64x2.add(a, f64x2.mul(x, x));
      e = f64x2.add(e, f64x2.mul(y, y));
      value = v128.load_splat<f64>(mine + second);
      x = f64x2.sub(low, value);
      y = f64x2.sub(high, value);
      b = f64x2.add(b, f64x2.mul(x, x));
      f = f64x2.add(f, f64x2.mul(y, y));
      value = v128.load_splat<f64>(mine + third);
      x = f64x2.sub(low, value);
      y = f64x2.sub(high, value);
      c = f64x2.add(c, f64x2.mul(x, x));
      g = f64x2.add(g, f64x2.mul(y, y));
      value = v128.load_splat<f64>(mine + fourth);
      x = f64x2.sub(low, value);
      y = f64x2.sub(high, value);
      d = f64x2.add(d, f64x2.mul(x, x));
      h = f64x2.add(h, f64x2.mul(y, y));
      mine += column;
      theirs += column;
    }
    if (SINGLE_ROOTS) {
      // Squares and sums stay f64; the root of four at once in f32 costs a third of two in f64 twice.
      const weights = f32x4.shuffle(f32x4.demote_f64x2_zero(v128.load(WEIGHTS + (<usize>at << 3))), f32x4.demote_f64x2_zero(v128.load(WEIGHTS + (<usize>at << 3), 16)), 0, 1, 4, 5);
      const one = f32x4.mul(weights, f32x4.sqrt(f32x4.shuffle(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(e), 0, 1, 4, 5)));
      const two = f32x4.mul(weights, f32x4.sqrt(f32x4.shuffle(f32x4.demote_f64x2_zero(b), f32x4.demote_f64x2_zero(f), 0, 1, 4, 5)));
      const three = f32x4.mul(weights, f32x4.sqrt(f32x4.shuffle(f32x4.demote_f64x2_zero(c), f32x4.demote_f64x2_zero(g), 0, 1, 4, 5)));
      const four = f32x4.mul(weights, f32x4.sqrt(f32x4.shuffle(f32x4.demote_f64x2_zero(d), f32x4.demote_f64x2_zero(h), 0, 1, 4, 5)));
      sumA = f64x2.add(sumA, pairSums(one));
      sumB = f64x2.add(sumB, pairSums(two));
      sumC = f64x2.add(sumC, pairSums(three));
      sumD = f64x2.add(sumD, pairSums(four));
      if (columnSums == 0) continue;
      const rest = f32x4.add(f32x4.mul(two, useTwo), f32x4.add(f32x4.mul(three, useThree), f32x4.mul(four, useFour)));
      const column = f32x4.add(one, rest);
      const target = columnSums + (<usize>at << 3);
      v128.store(target, f64x2.add(v128.load(target), f64x2.promote_low_f32x4(column)));
      v128.store(target, f64x2.add(v128.load(target, 16), f64x2.promote_low_f32x4(f32x4.shuffle(column, column, 2, 3, 2, 3))), 16);
      continue;
    }
    a = f64x2.sqrt(a);
    b = f64x2.sqrt(b);
    c = f64x2.sqrt(c);
    d = f64x2.sqrt(d);
    e = f64x2.sqrt(e);
    f = f64x2.sqrt(f);
    g = f64x2.sqrt(g);
    h = f64x2.sqrt(h);
    const weightLow = v128.load(WEIGHTS + (<usize>at << 3));
    const weightHigh = v128.load(WEIGHTS + (<usize>at << 3), 16);
    a = f64x2.mul(a, weightLow);
    e = f64x2.mul(e, weightHigh);
    b = f64x2.mul(b, f64x2.mul(weightLow, useB));
    f = f64x2.mul(f, f64x2.mul(weightHigh, useB));
    c = f64x2.mul(c, f64x2.mul(weightLow, useC));
    g = f64x2.mul(g, f64x2.mul(weightHigh, useC));
    d = f64x2.mul(d, f64x2.mul(weightLow, useD));
    h = f64x2.mul(h, f64x2.mul(weightHigh, useD));
    sumA = f64x2.add(sumA, f64x2.add(a, e));
    sumB = f64x2.add(sumB, f64x2.add(b, f));
    sumC = f64x2.add(sumC, f64x2.add(c, g));
    sumD = f64x2.add(sumD, f64x2.add(d, h));
    if (columnSums == 0) continue;
    const target = columnSums + (<usize>at << 3);
    v128.store(target, f64x2.add(v128.load(target), f64x2.add(f64x2.add(a, b), f64x2.add(c, d))));
    v128.store(target, f64x2.add(v128.load(target, 16), f64x2.add(f64x2.add(e, f), f64x2.add(g, h))), 16);
  }
  store<f64>(SUMS, f64x2.extract_lane(sumA, 0) + f64x2.extract_lane(sumA, 1));
  store<f64>(SUMS, f64x2.extract_lane(sumB, 0) + f64x2.extract_lane(sumB, 1), 8);
  store<f64>(SUMS, f64x2.extract_lane(sumC, 0) + f64x2.extract_lane(sumC, 1), 16);
  store<f64>(SUMS, f64x2.extract_lane(sumD, 0) + f64x2.extract_lane(sumD, 1), 24);
}

/** As `fourRows` with f32 coordinates: twice as many at once. Sums of up to FLUSH distances a lane are f32, the rest f64. */
function fourSingles(row: i32, count: i32, from: i32, to: i32, columnSums: usize): void {
  const column = <usize>POSITIONS << 2;
  const weights = SINGLES + <usize>DIMS * column;
  const second = <usize>min(1, count - 1) << 2;
  const third = <usize>min(2, count - 1) << 2;
  const fourth = <usize>min(3, count - 1) << 2;
  const own = SINGLES + (<usize>row << 2);
  const useTwo = f32x4.splat(count > 1 ? 1 : 0);
  const useThree = f32x4.splat(count > 2 ? 1 : 0);
  const useFour = f32x4.splat(count > 3 ? 1 : 0);
  const end = own + <usize>DIMS * column;
  let sumA = f64x2.splat(0);
  let sumB = sumA;
  let sumC = sumA;
  let sumD = sumA;
  for (let first = from; first < to; first += FLUSH) {
    const last = min(to, first + FLUSH);
    let someA = f32x4.splat(0);
    let someB = someA;
    let someC = someA;
    let someD = someA;
    for (let at = first; at < last; at += 4) {
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      let theirs = SINGLES + (<usize>at << 2);
      for (let mine = own; mine < end; mine += column) {
        const value = v128.load(theirs);
        const x = f32x4.sub(value, v128.load32_splat(mine));
        const y = f32x4.sub(value, v128.load32_splat(mine + second));
        const z = f32x4.sub(value, v128.load32_splat(mine + third));
        const w = f32x4.sub(value, v128.load32_splat(mine + fourth));
        a = f32x4.add(a, f32x4.mul(x, x));
        b = f32x4.add(b, f32x4.mul(y, y));
        c = f32x4.add(c, f32x4.mul(z, z));
        d = f32x4.add(d, f32x4.mul(w, w));
        theirs += column;
      }
      const weight = v128.load(weights + (<usize>at << 2));
      a = f32x4.mul(weight, f32x4.sqrt(a));
      b = f32x4.mul(weight, f32x4.sqrt(b));
      c = f32x4.mul(weight, f32x4.sqrt(c));
      d = f32x4.mul(weight, f32x4.sqrt(d));
      someA = f32x4.add(someA, a);
      someB = f32x4.add(someB, b);
      someC = f32x4.add(someC, c);
      someD = f32x4.add(someD, d);
      if (columnSums == 0) continue;
      const all = f32x4.add(f32x4.add(a, f32x4.mul(b, useTwo)), f32x4.add(f32x4.mul(c, useThree), f32x4.mul(d, useFour)));
      const target = columnSums + (<usize>at << 3);
      v128.store(target, f64x2.add(v128.load(target), f64x2.promote_low_f32x4(all)));
      v128.store(target, f64x2.add(v128.load(target, 16), f64x2.promote_low_f32x4(f32x4.shuffle(all, all, 2, 3, 2, 3))), 16);
    }
    sumA = f64x2.add(sumA, pairSums(someA));
    sumB = f64x2.add(sumB, pairSums(someB));
    sumC = f64x2.add(sumC, pairSums(someC));
    sumD = f64x2.add(sumD, pairSums(someD));
  }
  store<f64>(SUMS, f64x2.extract_lane(sumA, 0) + f64x2.extract_lane(sumA, 1));
  store<f64>(SUMS, f64x2.extract_lane(sumB, 0) + f64x2.extract_lane(sumB, 1), 8);
  store<f64>(SUMS, f64x2.extract_lane(sumC, 0) + f64x2.extract_lane(sumC, 1), 16);
  store<f64>(SUMS, f64x2.extract_lane(sumD, 0) + f64x2.extract_lane(sumD, 1), 24);
}

// @ts-ignore: decorator
@inline export function sumsOf(row: i32, count: i32, from: i32, to: i32, columnSums: usize): void {
  if (SINGLES != 0) fourSingles(row, count, from, to, columnSums);
  else fourRows(row, count, from, to, columnSums);
}
