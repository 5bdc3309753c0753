// Nearest and second nearest centroid in f64, on a window of rows: column j at window + j × stride × 8.

// @ts-ignore: decorator
@inline const PIECE: i32 = 1024;

/** Four rows: squares and numbers (as f64) of the nearest and the second nearest centroid. */
function nearestOfFour(
  window: usize, columnBytes: usize, d: i32, centroids: usize, k: i32, labels: usize, distances: usize, second: usize, secondDistances: usize,
): void {
  let best0 = f64x2.splat(Infinity);
  let best1 = best0;
  let next0 = best0;
  let next1 = best0;
  let label0 = f64x2.splat(-1);
  let label1 = label0;
  let other0 = label0;
  let other1 = label0;
  let at = centroids;
  for (let c = 0; c < k; c++) {
    let a = f64x2.splat(0);
    let b = a;
    let x = window;
    for (let j = 0; j < d; j++) {
      const value = v128.load64_splat(at);
      const e = f64x2.sub(v128.load(x), value);
      const f = f64x2.sub(v128.load(x, 16), value);
      a = f64x2.add(a, f64x2.mul(e, e));
      b = f64x2.add(b, f64x2.mul(f, f));
      x += columnBytes;
      at += 8;
    }
    const name = f64x2.splat(<f64>c);
    const nearer0 = f64x2.lt(a, best0);
    const nearer1 = f64x2.lt(b, best1);
    const between0 = f64x2.lt(a, next0);
    const between1 = f64x2.lt(b, next1);
    other0 = v128.bitselect(label0, v128.bitselect(name, other0, between0), nearer0);
    other1 = v128.bitselect(label1, v128.bitselect(name, other1, between1), nearer1);
    next0 = f64x2.pmin(next0, f64x2.pmax(best0, a));
    next1 = f64x2.pmin(next1, f64x2.pmax(best1, b));
    label0 = v128.bitselect(name, label0, nearer0);
    label1 = v128.bitselect(name, label1, nearer1);
    best0 = f64x2.pmin(best0, a);
    best1 = f64x2.pmin(best1, b);
  }
  // Squares beyond f64 are infinite for every centroid: then the first is as near as any.
  storeNumbers(labels, f64x2.pmax(label0, f64x2.splat(0)), f64x2.pmax(label1, f64x2.splat(0)));
  storeNumbers(second, other0, other1);
  v128.store(distances, f64x2.sqrt(best0));
  v128.store(distances, f64x2.sqrt(best1), 16);
  v128.store(secondDistances, f64x2.sqrt(next0));
  v128.store(secondDistances, f64x2.sqrt(next1), 16);
}

// @ts-ignore: decorator
@inline
function storeNumbers(to: usize, a: v128, b: v128): void {
  const low = i32x4.trunc_sat_f64x2_s_zero(a);
  const high = i32x4.trunc_sat_f64x2_s_zero(b);
  v128.store(to, i8x16.shuffle(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
}

function assignPiece(
  window: usize, stride: i32, from: i32, to: i32, d: i32, centroids: usize, k: i32, labels: usize, distances: usize, second: usize, secondDistances: usize,
): void {
  for (let i = from; i < to; i += 4) {
    const four = <usize>i << 2;
    const eight = <usize>i << 3;
    nearestOfFour(window + eight, <usize>stride << 3, d, centroids, k, labels + four, distances + eight, second + four, secondDistances + eight);
  }
}

/** All rows of a window (their number made a multiple of 4 by the caller's padding). With one centroid `second` is −1. */
export function assign(
  thread: i32, threads: i32, window: usize, stride: i32, rows: i32, d: i32, centroids: usize, k: i32,
  labels: usize, distances: usize, second: usize, secondDistances: usize,
): i32 {
  let piece = 0;
  for (let from = 0; from < rows; from += PIECE) {
    if (piece++ % threads != thread) continue;
    assignPiece(window, stride, from, min(rows, from + PIECE), d, centroids, k, labels, distances, second, secondDistances);
  }
  return 0;
}
