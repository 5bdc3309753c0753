import { KernelCancelled, type KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { pickRows } from "./pick-rows";
import { randomStream } from "./random";
import { validateInteger, validateMatrix } from "./validate-matrix";

export interface StabilityOptions {
  seed: number;
  /** Bootstrap resamples; default 100, as fpc's clusterboot. */
  resamples?: number;
}

/** Clusters the rows of a resample in the way of the run that is judged; −1 is noise. */
export type Recluster = (sample: Matrix, seed: number) => Promise<Int32Array>;

/**
 * How well each cluster comes back when the rows are drawn again with replacement and clustered anew: the mean, over the
 * resamples, of the largest Jaccard similarity between the cluster and any cluster of the resample, over the rows drawn.
 *
 * `data` n × d (column-major, finite), `labels` n entries, −1 for noise.
 * @returns one value 0 … 1 per cluster; NaN for a cluster of which no row was ever drawn.
 * @throws RangeError naming the argument. KernelCancelled, and what `recluster` throws.
 * Deterministic where `recluster` is. Time of B reclusterings plus O(B n); memory O(n d).
 * Source: Hennig 2007, "Cluster-wise assessment of cluster stability"; points drawn twice count once, as in clusterboot.
 */
export async function bootstrapJaccard(data: Matrix, labels: Int32Array, clusters: number, recluster: Recluster, options: StabilityOptions, control: KernelControl = {}): Promise<Float64Array> {
  validateMatrix(data);
  if (labels.length !== data.rows) throw new RangeError(`labels: expected ${data.rows} entries, got ${labels.length}`);
  const resamples = options.resamples ?? 100;
  validateInteger(resamples, "options.resamples", 1);
  const random = randomStream(options.seed);
  const sums = new Float64Array(clusters);
  const counts = new Float64Array(clusters);
  for (let b = 0; b < resamples; b += 1) {
    if (control.signal?.aborted) throw new KernelCancelled();
    const drawn = Int32Array.from({ length: data.rows }, () => random.nextBelow(data.rows));
    const found = await recluster(pickRows(data, drawn), options.seed + b + 1);
    bestJaccards(drawn, labels, clusters, found).forEach((best, c) => {
      if (Number.isNaN(best)) return;
      sums[c]! += best;
      counts[c]! += 1;
    });
    control.onProgress?.((b + 1) / resamples);
  }
  return sums.map((sum, c) => sum / counts[c]!);
}

/** Per original cluster: the largest Jaccard similarity with a found cluster, over the distinct rows drawn; NaN if none of it was drawn. */
function bestJaccards(drawn: Int32Array, labels: Int32Array, clusters: number, found: Int32Array): Float64Array {
  const foundOf = new Map<number, number>();
  drawn.forEach((row, i) => foundOf.set(row, found[i]!));
  const foundClusters = found.reduce((most, label) => Math.max(most, label + 1), 0);
  const shared = new Float64Array(clusters * foundClusters);
  const ownSizes = new Float64Array(clusters);
  const foundSizes = new Float64Array(foundClusters);
  for (const [row, f] of foundOf) {
    const c = labels[row]!;
    if (c >= 0) ownSizes[c]! += 1;
    if (f >= 0) foundSizes[f]! += 1;
    if (c >= 0 && f >= 0) shared[c * foundClusters + f]! += 1;
  }
  return ownSizes.map((size, c) => {
    if (size === 0) return Number.NaN;
    let best = 0;
    for (let f = 0; f < foundClusters; f += 1) {
      const both = shared[c * foundClusters + f]!;
      if (both > 0) best = Math.max(best, both / (size + foundSizes[f]! - both));
    }
    return best;
  });
}
