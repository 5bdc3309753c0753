// Sums of products and projections on a window of rows: f64, column c at window + c × stride × 8.

import { barrier } from "./shared/threads";

// Rows of eight columns that stay in the first-level cache.
// @ts-ignore: decorator
@inline const PIECE: i32 = 512;

/**
 * Takes `shifts` off the window's columns and adds what is left to `rests` (f64 per column both). A last odd row gets a
 * partner of 0. Each column belongs to one thread.
 */
function centre(thread: i32, threads: i32, window: usize, stride: i32, rows: i32, columns: i32, shifts: usize, rests: usize): void {
  for (let j = thread; j < columns; j += threads) {
    const column = window + ((<usize>j * <usize>stride) << 3);
    const at = <usize>j << 3;
    const shift = f64x2.splat(load<f64>(shifts + at));
    if (rows & 1) store<f64>(column + (<usize>rows << 3), load<f64>(shifts + at));
    const bytes = <usize>((rows + 1) & ~1) << 3;
    // Two sums: one alone would wait for each addition before the next.
    let sum = f64x2.splat(0);
    let other = sum;
    let i: usize = 0;
    for (; i + 32 <= bytes; i += 32) {
      const first = f64x2.sub(v128.load(column + i), shift);
      const second = f64x2.sub(v128.load(column + i, 16), shift);
      v128.store(column + i, first);
      v128.store(column + i, second, 16);
      sum = f64x2.add(sum, first);
      other = f64x2.add(other, second);
    }
    if (i < bytes) {
      const last = f64x2.sub(v128.load(column + i), shift);
      v128.store(column + i, last);
      sum = f64x2.add(sum, last);
    }
    sum = f64x2.add(sum, other);
    store<f64>(rests + at, load<f64>(rests + at) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
  }
}

/** Adds Σ a·b over `rows` (even) rows to the 2 × 4 cells of two and four neighbouring columns. */
function addProducts(a: usize, b: usize, columnBytes: usize, rows: i32, to: usize, rowBytes: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  const a1 = a + columnBytes;
  const b1 = b + columnBytes;
  const b2 = b1 + columnBytes;
  const b3 = b2 + columnBytes;
  const bytes = <usize>rows << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const x0 = v128.load(a + i);
    const x1 = v128.load(a1 + i);
    const y0 = v128.load(b + i);
    s00 = f64x2.add(s00, f64x2.mul(x0, y0));
    s10 = f64x2.add(s10, f64x2.mul(x1, y0));
    const y1 = v128.load(b1 + i);
    s01 = f64x2.add(s01, f64x2.mul(x0, y1));
    s11 = f64x2.add(s11, f64x2.mul(x1, y1));
    const y2 = v128.load(b2 + i);
    s02 = f64x2.add(s02, f64x2.mul(x0, y2));
    s12 = f64x2.add(s12, f64x2.mul(x1, y2));
    const y3 = v128.load(b3 + i);
    s03 = f64x2.add(s03, f64x2.mul(x0, y3));
    s13 = f64x2.add(s13, f64x2.mul(x1, y3));
  }
  addLanes(to, s00);
  addLanes(to + 8, s01);
  addLanes(to + 16, s02);
  addLanes(to + 24, s03);
  addLanes(to + rowBytes, s10);
  addLanes(to + rowBytes + 8, s11);
  addLanes(to + rowBytes + 16, s12);
  addLanes(to + rowBytes + 24, s13);
}

// @ts-ignore: decorator
@inline
function addLanes(to: usize, sum: v128): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}

/**
 * Centres the window's `rows` rows about `shifts` and adds the products of all pairs of columns (b ≥ a in groups of four)
 * to `products`, columns × columns f64. `columns` is a multiple of 4, of which `used` hold data; the window has room for an
 * even number of rows. Each group of cells belongs to one thread: any number gives the same bytes.
 */
export function products(thread: i32, threads: i32, window: usize, stride: i32, rows: i32, columns: i32, used: i32, shifts: usize, rests: usize, products: usize): i32 {
  centre(thread, threads, window, stride, rows, used, shifts, rests);
  barrier(threads);
  const columnBytes = <usize>stride << 3;
  const rowBytes = <usize>columns << 3;
  const even = (rows + 1) & ~1;
  let task = 0;
  for (let a = 0; a < used; a += 2) {
    for (let b = a & ~3; b < columns; b += 4) {
      if (task++ % threads != thread) continue;
      const to = products + <usize>a * rowBytes + (<usize>b << 3);
      const left = window + <usize>a * columnBytes;
      const right = window + <usize>b * columnBytes;
      for (let from = 0; from < even; from += PIECE) {
        const offset = <usize>from << 3;
        addProducts(left + offset, right + offset, columnBytes, min(PIECE, even - from), to, rowBytes);
      }
    }
  }
  return 0;
}

/** Two neighbouring scores of `rows` rows; with `single` only the first is there. */
function projectPair(
  x: usize, columnBytes: usize, columns: i32, rows: i32, shifts: usize, loadings: usize, offsets: usize, to: usize, single: bool,
): void {
  const rowBytes = <usize>columns << 3;
  const second = single ? loadings : loadings + rowBytes;
  const offset0 = f64x2.splat(load<f64>(offsets));
  const offset1 = f64x2.splat(load<f64>(single ? offsets : offsets + 8));
  const bytes = <usize>rows << 3;
  for (let i: usize = 0; i < bytes; i += 32) {
    let a0 = offset0;
    let a1 = offset0;
    let b0 = offset1;
    let b1 = offset1;
    let column = x + i;
    for (let j: usize = 0; j < rowBytes; j += 8) {
      const shift = v128.load64_splat(shifts + j);
      const u = f64x2.sub(v128.load(column), shift);
      const v = f64x2.sub(v128.load(column, 16), shift);
      const p = v128.load64_splat(loadings + j);
      const q = v128.load64_splat(second + j);
      a0 = f64x2.add(a0, f64x2.mul(u, p));
      a1 = f64x2.add(a1, f64x2.mul(v, p));
      b0 = f64x2.add(b0, f64x2.mul(u, q));
      b1 = f64x2.add(b1, f64x2.mul(v, q));
      column += columnBytes;
    }
    v128.store(to + i, a0);
    v128.store(to + i, a1, 16);
    if (single) continue;
    v128.store(to + columnBytes + i, b0);
    v128.store(to + columnBytes + i, b1, 16);
  }
}

/**
 * Writes the window's rows, less `shifts`, times each of `count` rows of `loadings` (f64, count × columns), plus its offset, to `scores`
 * (column c at c × stride × 8). `rows` is a multiple of 4: the caller's windows have room.
 */
export function project(
  thread: i32, threads: i32, window: usize, stride: i32, rows: i32, columns: i32, shifts: usize, loadings: usize, offsets: usize, count: i32, scores: usize,
): i32 {
  const columnBytes = <usize>stride << 3;
  let piece = 0;
  for (let from = 0; from < rows; from += PIECE) {
    if (piece++ % threads != thread) continue;
    const offset = <usize>from << 3;
    const length = min(PIECE, rows - from);
    for (let c = 0; c < count; c += 2) {
      const weights = loadings + ((<usize>c * <usize>columns) << 3);
      const to = scores + <usize>c * columnBytes + offset;
      projectPair(window + offset, columnBytes, columns, length, shifts, weights, offsets + (<usize>c << 3), to, c + 1 == count);
    }
  }
  return 0;
}
