import { centroidSilhouette } from "../kernels/centroid-silhouette";
import type { KernelControl } from "../kernels/control";
import type { Matrix } from "../kernels/matrix";
import { nearestCentroid } from "../kernels/nearest-centroid";
import type { Clustering } from "./clustering";
import { breathe } from "./progress";

/** After so many rows other work gets a turn, and a cancel is heard. */
const rowsAtOnce = 1_000_000;

/** How well each prepared row sits in its segment. */
export interface RowFit {
  /** 0 … 1, see `rowFit`. */
  confidence: Float32Array;
  /** To the centroid of the own segment (noise: of the nearest), in the space of the prepared features. */
  distance: Float32Array;
  /** The segment the row would belong to next; −1 with a single segment. */
  second: Int32Array;
  /** The centroid-based silhouette of every row (see `centroidSilhouette`); NaN for noise and with a single segment. */
  silhouette: Float32Array;
  /** Its mean over the rows that are in a segment; NaN with fewer than two segments. */
  meanSilhouette: number;
}

/**
 * Confidence of each row, by algorithm.
 * - K-means and hierarchical: `1 − own / other`, with the distances to the own centroid and to the nearest other one,
 *   at least 0: 1 at the centroid, 0 halfway or beyond. With a single segment: 1.
 * - DBSCAN: 1 for core points, 0.5 for border points, which one neighbour more or less could turn, 0 for noise.
 * - HDBSCAN: the membership strength of Campello, Moulavi & Sander 2013.
 */
export async function rowFit(matrix: Matrix, clustering: Clustering, centroids: Float64Array, control: KernelControl): Promise<RowFit> {
  const n = matrix.rows;
  const fit: RowFit = { confidence: new Float32Array(n), distance: new Float32Array(n), second: new Int32Array(n).fill(-1), silhouette: new Float32Array(n).fill(Number.NaN), meanSilhouette: Number.NaN };
  if (clustering.clusters === 0) return fit;
  const nearest = await nearestCentroid(matrix, centroids, clustering.clusters, control);
  let sum = 0;
  let members = 0;
  for (let i = 0; i < n; i += 1) {
    if (i % rowsAtOnce === rowsAtOnce - 1) await breathe(control.signal);
    const label = clustering.labels[i] ?? -1;
    const first = nearest.labels[i] ?? -1;
    const isNearest = label === first || label < 0;
    const own = isNearest ? (nearest.distances[i] ?? 0) : distanceTo(matrix, i, centroids, label);
    const other = isNearest ? (nearest.secondDistances[i] ?? 0) : (nearest.distances[i] ?? 0);
    fit.distance[i] = own;
    fit.second[i] = label < 0 ? first : isNearest ? (nearest.second[i] ?? -1) : first;
    fit.confidence[i] = confidence(clustering, i, label, own, other);
    if (label < 0) continue;
    const silhouette = centroidSilhouette(own, other);
    fit.silhouette[i] = silhouette;
    sum += silhouette;
    members += 1;
  }
  fit.meanSilhouette = sum / members;
  return fit;
}

function confidence(clustering: Clustering, i: number, label: number, own: number, other: number): number {
  if (clustering.probabilities) return clustering.probabilities[i] ?? 0;
  if (label < 0) return 0;
  if (clustering.core) return clustering.core[i] === 1 ? 1 : 0.5;
  if (clustering.clusters === 1) return 1;
  return other > 0 ? Math.max(0, 1 - own / other) : 0;
}

function distanceTo(matrix: Matrix, i: number, centroids: Float64Array, c: number): number {
  let square = 0;
  for (let j = 0; j < matrix.columns; j += 1) {
    const difference = (matrix.values[j * matrix.rows + i] ?? 0) - (centroids[c * matrix.columns + j] ?? 0);
    square += difference * difference;
  }
  return Math.sqrt(square);
}
