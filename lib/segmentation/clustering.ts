import { cutTree } from "../kernels/cut-tree";
import { dbscan } from "../kernels/dbscan";
import { hdbscan } from "../kernels/hdbscan";
import { hierarchical } from "../kernels/hierarchical";
import { kmeans } from "../kernels/kmeans";
import type { KernelControl } from "../kernels/control";
import type { Matrix } from "../kernels/matrix";
import type { MergeTree } from "../kernels/merge-tree";
import type { SegmentationPlan } from "../schemas/segmentation";

/** A plan whose "auto" parameters have been chosen. */
export type ResolvedPlan = SegmentationPlan & { parameters: Record<string, number | string> };

/** What an algorithm found, before anything is measured or described. */
export interface Clustering {
  /** Per prepared row, 0 … by size, −1 for noise. */
  labels: Int32Array;
  clusters: number;
  /** K-means: sum of squared distances to the centroids. */
  inertia?: number;
  /** K-means: row-major, clusters × columns. */
  centroids?: Float64Array;
  /** Hierarchical: the full tree, so that another cut needs no new run. */
  tree?: MergeTree;
  /** DBSCAN: 1 for core points. */
  core?: Uint8Array;
  /** HDBSCAN: membership strength, 0 … 1. */
  probabilities?: Float64Array;
}

/** Runs the plan's clustering on prepared rows. PCA finds no segments and has its own step. */
export async function cluster(matrix: Matrix, plan: ResolvedPlan, control: KernelControl): Promise<Clustering> {
  switch (plan.algorithm) {
    case "kmeans": {
      const { labels, centroids, inertia } = await kmeans(matrix, { k: Number(plan.parameters.k), seed: plan.seed }, control);
      return { labels, clusters: Number(plan.parameters.k), centroids, inertia };
    }
    case "hierarchical": {
      const tree = await hierarchical(matrix, { linkage: plan.parameters.linkage, seed: plan.seed }, control);
      const k = Number(plan.parameters.k);
      return { labels: cutTree(tree, { k }), clusters: k, tree };
    }
    case "dbscan": {
      const { labels, core, clusters } = await dbscan(matrix, { eps: Number(plan.parameters.eps), minSamples: plan.parameters.minSamples }, control);
      return { labels, clusters, core };
    }
    case "hdbscan": {
      const { labels, probabilities, clusters } = await hdbscan(matrix, plan.parameters, control);
      return { labels, clusters, probabilities };
    }
    case "pca":
      return { labels: new Int32Array(matrix.rows), clusters: 1 };
  }
}
