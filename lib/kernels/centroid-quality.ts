import { KernelCancelled } from "./control";
import type { Matrix } from "./matrix";
import { sampleMedians } from "./runtime/tiles";
import { validateMatrix } from "./validate-matrix";

export interface CentroidQuality {
  /** Row-major, clusters × columns; a cluster without rows is NaN. */
  centroids: Float64Array;
  sizes: Int32Array;
  /** Sum of squared distances to the own centroid. */
  inertia: number;
  /** NaN with fewer than two clusters or as many clusters as rows. */
  calinskiHarabasz: number;
  daviesBouldin: number;
}

/**
 * Centroids of a labeling and the indices that rest on them. Noise (−1) belongs to no cluster and does not count.
 * @param data finite values, column-major
 * @param labels one per row, −1 … clusters − 1
 * @throws RangeError when `labels` has another length than `data.rows`; naming the row and column of a NaN or infinity.
 * Time O(rows × columns + clusters² × columns). Sources: Caliński & Harabasz 1974; Davies & Bouldin 1979
 * (with the mean distance to the centroid, as scikit-learn).
 */
export function centroidQuality(data: Matrix, labels: Int32Array, clusters: number): CentroidQuality {
  const steps = qualitySteps(data, labels, clusters);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same with a turn for others between columns, where a cancel is heard. @throws KernelCancelled */
export async function centroidQualityInTurns(data: Matrix, labels: Int32Array, clusters: number, signal?: AbortSignal): Promise<CentroidQuality> {
  const steps = qualitySteps(data, labels, clusters);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new KernelCancelled();
  }
}

/** One column, or one pass over the labels, at a step. */
function* qualitySteps(data: Matrix, labels: Int32Array, clusters: number): Generator<undefined, CentroidQuality> {
  if (labels.length !== data.rows) throw new RangeError(`labels has ${labels.length} entries, expected ${data.rows} as data has rows`);
  const sizes = new Int32Array(clusters);
  for (const label of labels) if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
  yield;
  // About a middle value of each column: numbers that lie far from 0 keep their digits, an outlier takes none from the others.
  const shifts = sampleMedians(data);
  const centroids = new Float64Array(clusters * data.columns);
  const squares = new Float64Array(data.rows);
  for (let j = 0; j < data.columns; j += 1) {
    addMeans(data, labels, sizes, shifts[j]!, centroids, j);
    yield;
    addSquares(data, labels, shifts[j]!, centroids, squares, j);
    yield;
  }
  let inertia = 0;
  const meanDistance = new Float64Array(clusters);
  for (let i = 0; i < labels.length; i += 1) {
    const c = labels[i] ?? -1;
    if (c < 0) continue;
    inertia += squares[i] ?? 0;
    meanDistance[c] = (meanDistance[c] ?? 0) + Math.sqrt(squares[i] ?? 0) / (sizes[c] ?? 1);
  }
  // An inertia that is no finite number means a cell that is not: say which.
  if (!Number.isFinite(inertia)) validateMatrix(data);
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const used = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  const defined = used >= 2 && used < rows;
  return {
    centroids: centroids.map((value, at) => value + shifts[at % data.columns]!),
    sizes,
    inertia,
    calinskiHarabasz: defined ? calinskiHarabasz(data.columns, centroids, sizes, inertia, rows, used) : Number.NaN,
    daviesBouldin: defined ? daviesBouldin(data.columns, centroids, sizes, meanDistance) : Number.NaN,
  };
}

/** Column `j` of the centroids, less `shift`. */
function addMeans(data: Matrix, labels: Int32Array, sizes: Int32Array, shift: number, centroids: Float64Array, j: number): void {
  const sums = new Float64Array(sizes.length);
  const start = j * data.rows;
  for (let i = 0; i < data.rows; i += 1) {
    const c = labels[i]!;
    if (c >= 0) sums[c]! += data.values[start + i]! - shift;
  }
  for (let c = 0; c < sizes.length; c += 1) centroids[c * data.columns + j] = sums[c]! / sizes[c]!;
}

/** Adds column `j` to the squared distances. */
function addSquares(data: Matrix, labels: Int32Array, shift: number, centroids: Float64Array, squares: Float64Array, j: number): void {
  const start = j * data.rows;
  const middle = Float64Array.from({ length: centroids.length / data.columns }, (_, c) => centroids[c * data.columns + j]!);
  for (let i = 0; i < data.rows; i += 1) {
    const c = labels[i]!;
    if (c < 0) continue;
    const difference = data.values[start + i]! - shift - middle[c]!;
    squares[i]! += difference * difference;
  }
}

function calinskiHarabasz(columns: number, centroids: Float64Array, sizes: Int32Array, inertia: number, rows: number, used: number): number {
  let between = 0;
  for (let j = 0; j < columns; j += 1) {
    let mean = 0;
    for (let c = 0; c < sizes.length; c += 1) if ((sizes[c] ?? 0) > 0) mean += ((sizes[c] ?? 0) * (centroids[c * columns + j] ?? 0)) / rows;
    for (let c = 0; c < sizes.length; c += 1) {
      if ((sizes[c] ?? 0) > 0) between += (sizes[c] ?? 0) * ((centroids[c * columns + j] ?? 0) - mean) ** 2;
    }
  }
  // No spread within the clusters: scikit-learn answers 1.
  return inertia === 0 ? 1 : (between * (rows - used)) / (inertia * (used - 1));
}

function daviesBouldin(columns: number, centroids: Float64Array, sizes: Int32Array, meanDistance: Float64Array): number {
  const used = Array.from(sizes.keys()).filter((c) => (sizes[c] ?? 0) > 0);
  let sum = 0;
  for (const a of used) {
    let worst = 0;
    for (const b of used) {
      if (a === b) continue;
      let square = 0;
      for (let j = 0; j < columns; j += 1) square += ((centroids[a * columns + j] ?? 0) - (centroids[b * columns + j] ?? 0)) ** 2;
      const spread = (meanDistance[a] ?? 0) + (meanDistance[b] ?? 0);
      if (square > 0) worst = Math.max(worst, spread / Math.sqrt(square));
    }
    sum += worst;
  }
  return sum / used.length;
}
