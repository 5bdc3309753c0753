import { KernelCancelled, type KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { validateInteger, validateMatrix } from "./validate-matrix";

export interface NearestCentroids {
  labels: Int32Array;
  /** Euclidean distance to the nearest centroid. */
  distances: Float64Array;
  /** The second nearest centroid, −1 where there is only one. */
  second: Int32Array;
  /** Infinity where there is only one centroid. */
  secondDistances: Float64Array;
}

const BLOCK_DISTANCES = 4_000_000;

/**
 * Finds, for every row, the nearest and the second nearest of `k` centroids.
 *
 * `data` n × d (column-major), `centroids` k × d (row-major), both in the same units; distances are Euclidean.
 * @throws RangeError naming the argument: shapes, NaN or infinity in `data` or `centroids`, k < 1. KernelCancelled.
 * Deterministic; of equally near centroids the lower number wins. O(n k d) time, O(n) memory.
 * Plain f64 differences, no expansion into norms, so that no digits cancel.
 */
export async function nearestCentroid(data: Matrix, centroids: Float64Array, k: number, control: KernelControl = {}): Promise<NearestCentroids> {
  validateInteger(k, "k", 1);
  validateMatrix(data);
  if (centroids.length !== k * data.columns) {
    throw new RangeError(`centroids: expected ${k} × ${data.columns} = ${k * data.columns} numbers, got ${centroids.length}`);
  }
  validateMatrix({ rows: centroids.length, columns: 1, values: centroids }, "centroids");
  const { rows: n, columns: d } = data;
  const result: NearestCentroids = {
    labels: new Int32Array(n),
    distances: new Float64Array(n),
    second: new Int32Array(n),
    secondDistances: new Float64Array(n),
  };
  const block = Math.max(64, Math.floor(BLOCK_DISTANCES / (k * d)));
  for (let start = 0; start < n; start += block) {
    if (control.signal?.aborted) throw new KernelCancelled();
    const end = Math.min(n, start + block);
    assignBlock(data, centroids, k, start, end, result);
    control.onProgress?.(end / n);
    if (end < n) await new Promise((resolve) => setImmediate(resolve));
  }
  return result;
}

function assignBlock({ rows: n, columns: d, values }: Matrix, centroids: Float64Array, k: number, start: number, end: number, out: NearestCentroids): void {
  const squares = new Float64Array(end - start);
  const least = new Float64Array(end - start).fill(Infinity);
  const next = new Float64Array(end - start).fill(Infinity);
  out.second.fill(-1, start, end);
  for (let c = 0; c < k; c++) {
    squares.fill(0);
    for (let j = 0; j < d; j++) addSquares(values, j * n + start, centroids[c * d + j]!, squares);
    for (let i = 0; i < squares.length; i++) {
      const square = squares[i]!;
      if (square < least[i]!) {
        next[i] = least[i]!;
        out.second[start + i] = c === 0 ? -1 : out.labels[start + i]!;
        least[i] = square;
        out.labels[start + i] = c;
      } else if (square < next[i]!) {
        next[i] = square;
        out.second[start + i] = c;
      }
    }
  }
  for (let i = 0; i < squares.length; i++) {
    out.distances[start + i] = Math.sqrt(least[i]!);
    out.secondDistances[start + i] = Math.sqrt(next[i]!);
  }
}

function addSquares(values: Float64Array, from: number, centre: number, squares: Float64Array): void {
  for (let i = 0; i < squares.length; i++) {
    const difference = values[from + i]! - centre;
    squares[i]! += difference * difference;
  }
}
