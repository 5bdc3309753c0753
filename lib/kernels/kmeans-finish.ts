import type { Matrix } from "./matrix";

/** A partition with its centres in the data's own units, k × columns, row-major. */
export interface Partition {
  labels: Int32Array;
  centroids: Float64Array;
  inertia: number;
}

interface Moments {
  /** Σ (x − centroid) of each cluster and column. */
  offsets: Float64Array;
  counts: Float64Array;
  /** Σ |x − centroid|² over all rows. */
  squares: number;
}

const BLOCK_CELLS = 1_000_000;
const MOST_ROUNDS = 20;
/** Up to here the inertia is added up once more about the final means: one pass, against the last digits' cancellation. */
const REMEASURED_CELLS = 1_000_000;

/**
 * Finishes in f64 what was found in f32: exact means, exact inertia, and the rows that f32 could not tell
 * (`unsure`, ascending) assigned by f64 distances, until that changes nothing.
 *
 * `labels` is changed in place. `converged`: the centres are their clusters' means up to rounding, so they are replaced
 * by the exact means; else they stay as they are, because the labels belong to them.
 */
export async function finishPartition(
  data: Matrix,
  labels: Int32Array,
  start: Float64Array,
  k: number,
  unsure: Int32Array,
  converged: boolean,
  breathe: () => Promise<void>,
): Promise<Partition> {
  let centroids = start;
  for (let round = 0; ; round++) {
    const { offsets, counts, squares } = await measure(data, labels, centroids, k, breathe);
    let inertia = squares;
    let next = centroids;
    if (converged) {
      next = centroids.slice();
      for (let at = 0; at < next.length; at++) {
        const count = counts[Math.floor(at / data.columns)]!;
        if (count === 0) continue;
        next[at]! += offsets[at]! / count;
        inertia -= (offsets[at]! * offsets[at]!) / count;
      }
    }
    const changed = round < MOST_ROUNDS ? reassign(data, labels, next, k, unsure) : 0;
    centroids = next;
    if (changed > 0) {
      await breathe();
      continue;
    }
    if (converged && data.values.length <= REMEASURED_CELLS) inertia = (await measure(data, labels, centroids, k, breathe)).squares;
    return { labels, centroids, inertia: squares < Infinity ? Math.max(0, inertia) : Infinity };
  }
}

async function measure(data: Matrix, labels: Int32Array, centroids: Float64Array, k: number, breathe: () => Promise<void>): Promise<Moments> {
  const { rows: n, columns: d } = data;
  const moments: Moments = { offsets: new Float64Array(k * d), counts: new Float64Array(k), squares: 0 };
  const block = Math.max(256, Math.floor(BLOCK_CELLS / d));
  for (let from = 0; from < n; from += block) {
    const to = Math.min(n, from + block);
    for (let i = from; i < to; i++) moments.counts[labels[i]!]!++;
    for (let j = 0; j < d; j++) moments.squares += addColumn(data, labels, centroids, moments.offsets, j, from, to);
    if (to < n) await breathe();
  }
  return moments;
}

function addColumn({ rows: n, columns: d, values }: Matrix, labels: Int32Array, centroids: Float64Array, offsets: Float64Array, j: number, from: number, to: number): number {
  const start = j * n;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const at = labels[i]! * d + j;
    const offset = values[start + i]! - centroids[at]!;
    offsets[at]! += offset;
    squares += offset * offset;
  }
  return squares;
}

function reassign({ rows: n, columns: d, values }: Matrix, labels: Int32Array, centroids: Float64Array, k: number, unsure: Int32Array): number {
  let changed = 0;
  for (const i of unsure) {
    let nearest = 0;
    let least = Infinity;
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = 0; j < d && square < least; j++) {
        const difference = values[j * n + i]! - centroids[c * d + j]!;
        square += difference * difference;
      }
      if (square < least) {
        least = square;
        nearest = c;
      }
    }
    if (nearest !== labels[i]) changed++;
    labels[i] = nearest;
  }
  return changed;
}
