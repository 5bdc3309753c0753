// Sums of products and projections on a window of rows: f64, column c at window + c × stride × 8.

import { barrier } from "./shared/threads";

// Rows of six columns that stay in the first-level cache.
// @ts-ignore: decorator
@inline const PIECE: i32 = 512;

/**
 * Takes their shifts off two neighbouring columns of `rows` (even) rows, and adds the products of these columns with each
 * other to the three cells at `to` and what they add up to to `rests` (f64 per column both).
 */
function centreAndSquare(x: usize, columnBytes: usize, rows: i32, shifts: usize, rests: usize, to: usize, rowBytes: usize): void {
  const shift0 = v128.load64_splat(shifts);
  const shift1 = v128.load64_splat(shifts, 8);
  let rest0 = f64x2.splat(0);
  let rest1 = rest0;
  let s00 = rest0;
  let s01 = rest0;
  let s11 = rest0;
  const y = x + columnBytes;
  const bytes = <usize>rows << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const x0 = f64x2.sub(v128.load(x + i), shift0);
    const x1 = f64x2.sub(v128.load(y + i), shift1);
    v128.store(x + i, x0);
    v128.store(y + i, x1);
    rest0 = f64x2.add(rest0, x0);
    rest1 = f64x2.add(rest1, x1);
    s00 = f64x2.add(s00, f64x2.mul(x0, x0));
    s01 = f64x2.add(s01, f64x2.mul(x0, x1));
    s11 = f64x2.add(s11, f64x2.mul(x1, x1));
  }
  addLanes(rests, rest0);
  addLanes(rests + 8, rest1);
  addLanes(to, s00);
  addLanes(to + 8, s01);
  addLanes(to + rowBytes + 8, s11);
}

/** Adds the products of two neighbouring columns from `a` on with four from `b` on, centred, over `rows` (even) rows to 2 × 4 cells. */
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

// @ts-ignore: decorator
@inline
function copyCell(from: usize, to: usize): void {
  store<f64>(to, load<f64>(from));
}

/**
 * Centres the window's `rows` rows about `shifts` and adds the products of all pairs of the `used` columns (b ≥ a) to
 * `products`, columns × columns f64, and what is left of each column to `rests`. `columns` has room for two columns beyond
 * the last pair; the window has room for an even number of rows: a last odd one gets a partner of 0. Each block of cells
 * belongs to one thread and adds up piece by piece: any number of threads gives the same bytes.
 */
export function products(thread: i32, threads: i32, window: usize, stride: i32, rows: i32, columns: i32, used: i32, shifts: usize, rests: usize, products: usize): i32 {
  const columnBytes = <usize>stride << 3;
  const rowBytes = <usize>columns << 3;
  const even = (rows + 1) & ~1;
  // Alone, a thread takes all blocks of a piece while it is in the cache; several meet only once.
  const span = threads == 1 ? PIECE : even;
  for (let start = 0; start < even; start += span) {
    const end = min(start + span, even);
    for (let a = thread * 2; a < used; a += threads * 2) {
      const column = window + <usize>a * columnBytes;
      const first = <usize>a << 3;
      if (end > rows) {
        const partner = column + (<usize>rows << 3);
        copyCell(shifts + first, partner);
        copyCell(shifts + first + 8, partner + columnBytes);
      }
      const to = products + <usize>a * rowBytes + first;
      for (let from = start; from < end; from += PIECE) {
        centreAndSquare(column + (<usize>from << 3), columnBytes, min(PIECE, end - from), shifts + first, rests + first, to, rowBytes);
      }
    }
    barrier(threads);
    let task = (used + 1) / 2;
    for (let a = 0; a < used; a += 2) {
      for (let b = a + 2; b < used; b += 4) {
        if (task++ % threads != thread) continue;
        const left = window + <usize>a * columnBytes;
        const right = window + <usize>b * columnBytes;
        const to = products + <usize>a * rowBytes + (<usize>b << 3);
        for (let from = start; from < end; from += PIECE) {
          const offset = <usize>from << 3;
          addProducts(left + offset, right + offset, columnBytes, min(PIECE, end - from), to, rowBytes);
        }
      }
    }
  }
  return 0;
}

/** Two neighbouring scores of `rows` rows, added up in f64 and kept in f32; with `single` only the first is there. */
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
    const row = to + (i >> 1);
    storeFour(row, a0, a1);
    if (!single) storeFour(row + (columnBytes >> 1), b0, b1);
  }
}

// @ts-ignore: decorator
@inline
function storeFour(to: usize, first: v128, second: v128): void {
  v128.store(to, v128.shuffle<f64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 2));
}

/**
 * Writes the window's rows, less `shifts`, times each of `count` rows of `loadings` (f64, count × columns), plus its offset, to `scores`
 * (f32, column c at c × stride × 4). `rows` is a multiple of 4: the caller's windows have room.
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
      const to = scores + ((<usize>c * columnBytes + offset) >> 1);
      projectPair(window + offset, columnBytes, columns, length, shifts, weights, offsets + (<usize>c << 3), to, c + 1 == count);
    }
  }
  return 0;
}
