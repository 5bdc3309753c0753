import { centroidQualityInTurns } from "../kernels/centroid-quality";
import type { KernelControl } from "../kernels/control";
import type { Matrix } from "../kernels/matrix";
import { silhouette } from "../kernels/silhouette";
import type { Quality } from "../schemas/segmentation";
import type { Clustering } from "./clustering";

/** Up to here every row's silhouette is exact. */
const exactSilhouetteRows = 50_000;
/** Beyond, a fifth of that many rows estimates it: with 10,000 of them the standard error is about 0.003. */
const sampledShare = 0.2;

/** The last merges that are reported. */
const reportedMerges = 20;

export interface MeasuredQuality {
  quality: Quality;
  /** Row-major, clusters × columns. */
  centroids: Float64Array;
  /** Per prepared row; NaN where it was not computed. */
  silhouettes: Float64Array;
}

/**
 * Measures a clustering on the prepared rows; figures that don't apply are left out.
 * @param exactRows up to that many rows every silhouette is exact; beyond, a fifth of it estimates
 */
export async function measureQuality(matrix: Matrix, clustering: Clustering, seed: number, control: KernelControl, exactRows = exactSilhouetteRows): Promise<MeasuredQuality> {
  const { labels, clusters, tree, core } = clustering;
  const byCentroid = await centroidQualityInTurns(matrix, labels, clusters, control.signal);
  const sampleSize = matrix.rows <= exactRows ? exactRows : exactRows * sampledShare;
  const measured = await silhouette(matrix, labels, { seed, sampleSize }, control);
  const defined = Number.isFinite(measured.mean);
  const isSample = measured.standardError > 0;
  const quality: Quality = {
    ...(defined && { silhouette: measured.mean }),
    ...(defined && isSample && { silhouetteSampleSize: measured.sampleSize, silhouetteStandardError: measured.standardError }),
    ...(clusters > 0 && { inertia: clustering.inertia ?? byCentroid.inertia }),
    ...(Number.isFinite(byCentroid.calinskiHarabasz) && { calinskiHarabasz: byCentroid.calinskiHarabasz }),
    ...(Number.isFinite(byCentroid.daviesBouldin) && { daviesBouldin: byCentroid.daviesBouldin }),
    ...((core || clustering.probabilities) && { noise: count(labels, -1) }),
    ...(core && { corePoints: count(core, 1) }),
    ...(tree && { mergeHeights: Array.from(tree.heights.slice(-reportedMerges)) }),
  };
  return { quality, centroids: clustering.centroids ?? byCentroid.centroids, silhouettes: measured.perRow };
}

function count(values: Int32Array | Uint8Array, wanted: number): number {
  let found = 0;
  for (const value of values) if (value === wanted) found += 1;
  return found;
}
