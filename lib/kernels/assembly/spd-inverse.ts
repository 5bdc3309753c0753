// Inverse of a symmetric positive definite matrix by blocked Gauss-Jordan steps on its lower half, f64.
//
// The matrix is n × n, n a multiple of 64, in tiles of 64 × 64 (row-major within): tile (I, J), J ≤ I, at
// (I (I + 1) / 2 + J) × 32,768 bytes. A step on block K replaces A by the matrix with that block's unknowns exchanged:
//   P = A[K,K]⁻¹,  A[I,K] ← A[I,K] P,  A[I,J] ← A[I,J] − A[I,K] P A[J,K]ᵀ,  A[K,K] ← −P;
// after all blocks it is −A⁻¹.
import { barrier, progress } from "./shared/threads";

// @ts-ignore: decorator
@inline const SIDE: i32 = 64;
// @ts-ignore: decorator
@inline const TILE: usize = 32768;
// @ts-ignore: decorator
@inline const ROW: usize = 512;

// @ts-ignore: decorator
@inline
function tileAt(base: usize, i: i32, j: i32): usize {
  return base + <usize>((i * (i + 1)) / 2 + j) * TILE;
}

/** to ← to − a b, 64 × 64 tiles: two rows by eight columns at a time. */
function subtractProduct(to: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < TILE; i += ROW * 2) {
    for (let j: usize = 0; j < ROW; j += 64) {
      const out = to + i + j;
      let c00 = v128.load(out);
      let c01 = v128.load(out, 16);
      let c02 = v128.load(out, 32);
      let c03 = v128.load(out, 48);
      let c10 = v128.load(out + ROW);
      let c11 = v128.load(out + ROW, 16);
      let c12 = v128.load(out + ROW, 32);
      let c13 = v128.load(out + ROW, 48);
      let right = b + j;
      let left = a + i;
      for (let k = 0; k < SIDE; k++) {
        const x0 = v128.load64_splat(left);
        const x1 = v128.load64_splat(left + ROW);
        const y0 = v128.load(right);
        c00 = f64x2.sub(c00, f64x2.mul(x0, y0));
        c10 = f64x2.sub(c10, f64x2.mul(x1, y0));
        const y1 = v128.load(right, 16);
        c01 = f64x2.sub(c01, f64x2.mul(x0, y1));
        c11 = f64x2.sub(c11, f64x2.mul(x1, y1));
        const y2 = v128.load(right, 32);
        c02 = f64x2.sub(c02, f64x2.mul(x0, y2));
        c12 = f64x2.sub(c12, f64x2.mul(x1, y2));
        const y3 = v128.load(right, 48);
        c03 = f64x2.sub(c03, f64x2.mul(x0, y3));
        c13 = f64x2.sub(c13, f64x2.mul(x1, y3));
        left += 8;
        right += ROW;
      }
      v128.store(out, c00);
      v128.store(out, c01, 16);
      v128.store(out, c02, 32);
      v128.store(out, c03, 48);
      v128.store(out + ROW, c10);
      v128.store(out + ROW, c11, 16);
      v128.store(out + ROW, c12, 32);
      v128.store(out + ROW, c13, 48);
    }
  }
}

function transposeTile(from: usize, to: usize): void {
  for (let i: usize = 0; i < 64; i++) for (let j: usize = 0; j < 64; j++) store<f64>(to + j * ROW + (i << 3), load<f64>(from + i * ROW + (j << 3)));
}

/** Inverts one full tile in place by Gauss-Jordan; positive definite, so no pivots are exchanged. */
function invertTile(tile: usize): void {
  for (let k: usize = 0; k < 64; k++) {
    const row = tile + k * ROW;
    const pivot = 1 / load<f64>(row + (k << 3));
    store<f64>(row + (k << 3), 1);
    for (let j: usize = 0; j < 64; j++) store<f64>(row + (j << 3), load<f64>(row + (j << 3)) * pivot);
    for (let i: usize = 0; i < 64; i++) {
      if (i == k) continue;
      const other = tile + i * ROW;
      const factor = load<f64>(other + (k << 3));
      store<f64>(other + (k << 3), 0);
      for (let j: usize = 0; j < 64; j++) store<f64>(other + (j << 3), load<f64>(other + (j << 3)) - factor * load<f64>(row + (j << 3)));
    }
  }
}

function mirrorTile(tile: usize): void {
  for (let i: usize = 0; i < 64; i++) for (let j: usize = 0; j < i; j++) store<f64>(tile + j * ROW + (i << 3), load<f64>(tile + i * ROW + (j << 3)));
}

function negate(from: usize, to: usize): void {
  for (let i: usize = 0; i < TILE; i += 16) v128.store(to + i, f64x2.neg(v128.load(from + i)));
}

/**
 * Replaces the matrix at `matrix` (blocks × blocks tiles, lower half) by its inverse. `column` and `products`: `blocks`
 * tiles each; `pivot`: one tile and one more for each thread. Tasks of a step are dealt to threads by number and write to their own tiles.
 */
export function invert(thread: i32, threads: i32, matrix: usize, blocks: i32, column: usize, products: usize, pivot: usize): i32 {
  for (let k = 0; k < blocks; k++) {
    if (thread == 0) {
      const diagonal = tileAt(matrix, k, k);
      mirrorTile(diagonal);
      memory.copy(pivot, diagonal, TILE);
      invertTile(pivot);
      progress(<f32>k / <f32>blocks);
    }
    barrier(threads);
    // column[i] = −A[I,K]ᵀ, products[i] = −A[I,K] P: then subtracting products[i] column[j] is the step.
    const spare = pivot + TILE + <usize>thread * TILE;
    for (let i = thread; i < blocks; i += threads) {
      if (i == k) continue;
      const to = column + <usize>i * TILE;
      const product = products + <usize>i * TILE;
      if (i > k) memory.copy(spare, tileAt(matrix, i, k), TILE);
      else transposeTile(tileAt(matrix, k, i), spare);
      transposeTile(spare, to);
      negate(to, to);
      memory.fill(product, 0, TILE);
      subtractProduct(product, spare, pivot);
    }
    barrier(threads);
    let task = 0;
    for (let i = 0; i < blocks; i++) {
      for (let j = 0; j <= i; j++) {
        if (task++ % threads != thread) continue;
        const tile = tileAt(matrix, i, j);
        if (i == k && j == k) negate(pivot, tile);
        else if (j == k) negate(products + <usize>i * TILE, tile);
        else if (i == k) {
          transposeTile(products + <usize>j * TILE, tile);
          negate(tile, tile);
        } else subtractProduct(tile, products + <usize>i * TILE, column + <usize>j * TILE);
      }
    }
    barrier(threads);
  }
  const tiles = (blocks * (blocks + 1)) / 2;
  for (let at = thread; at < tiles; at += threads) negate(matrix + <usize>at * TILE, matrix + <usize>at * TILE);
  return 0;
}
