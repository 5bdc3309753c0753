import densityClustering from "density-clustering";
import { agnes, type Cluster } from "ml-hclust";
import { kmeans } from "ml-kmeans";
import type { Linkage } from "@/lib/schemas/segmentation";
import { renumberBySize } from "./renumber-by-size";

export interface SampleClustering {
  /** Segment per row, −1 for noise. */
  labels: Int32Array;
  sizes: number[];
  noise: number;
}

const KMEANS_RESTARTS = 3;
const linkageMethods = { ward: "ward2", complete: "complete", average: "average", single: "single" } as const satisfies Record<Linkage, string>;

/** K-means by ml-kmeans: the best of three seeded starts. `k` above the rows is lowered to them. */
export function kmeansSample(data: number[][], k: number, seed: number): SampleClustering {
  const possible = Math.min(k, new Set(data.map((row) => row.join())).size);
  if (possible < 1) return { labels: new Int32Array(0), sizes: [], noise: 0 };
  let best: { clusters: number[]; inertia: number } | undefined;
  for (let restart = 0; restart < KMEANS_RESTARTS; restart += 1) {
    const { clusters, centroids } = kmeans(data, possible, { seed: seed + restart, maxIterations: 60 });
    const inertia = data.reduce((sum, row, i) => sum + squaredDistance(row, centroids[clusters[i] ?? 0] ?? row), 0);
    if (!best || inertia < best.inertia) best = { clusters, inertia };
  }
  const groups: number[][] = Array.from({ length: possible }, () => []);
  best?.clusters.forEach((cluster, i) => groups[cluster]?.push(i));
  return { ...renumberBySize(groups, data.length), noise: 0 };
}

/** The merge tree by ml-hclust; O(n³), so for some hundred rows only. */
export function mergeTreeOfSample(data: number[][], linkage: Linkage): Cluster {
  return agnes(data, { method: linkageMethods[linkage] });
}

/** A merge tree cut into `k` segments. */
export function cutSample(tree: Cluster, k: number): SampleClustering {
  const groups = tree.group(Math.min(k, tree.size)).children.map((child) => child.indices());
  const whole = groups.length > 0 ? groups : [tree.indices()];
  return { ...renumberBySize(whole, tree.size), noise: 0 };
}

/** DBSCAN by density-clustering. */
export function dbscanSample(data: number[][], eps: number, minSamples: number): SampleClustering {
  // Its neighbourhood is open (distance < eps); the full run's is closed.
  const run = new densityClustering.DBSCAN();
  const groups = run.run(data, eps * (1 + 1e-9), minSamples);
  const { labels, sizes } = renumberBySize(groups, data.length);
  return { labels, sizes, noise: labels.reduce((count, label) => count + (label < 0 ? 1 : 0), 0) };
}

function squaredDistance(a: number[], b: number[]): number {
  return a.reduce((sum, value, j) => sum + (value - (b[j] ?? 0)) ** 2, 0);
}
