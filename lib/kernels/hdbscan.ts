import { condenseTree, selectClusters, type CondensedTree } from "./condensed-tree";
import type { KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { toMergeTree } from "./merge-tree";
import { askNeighbours, neighbourBytes } from "./neighbour-session";
import { renumbering } from "./renumber";
import { requireMemory } from "./runtime/session";
import { validateInteger, validateMatrix } from "./validate-matrix";

export interface HdbscanOptions {
  /** Rows a group must have to count as a cluster; ≥ 2. */
  minClusterSize: number;
  /** Rows (the row itself counted) within a row's core distance; ≥ 1, default minClusterSize; more than there are mean all. */
  minSamples?: number;
  /** `eom`: the most stable clusters of any depth; `leaf`: the finest ones. */
  selection: "eom" | "leaf";
}

export interface HdbscanResult {
  /** −1 is noise; clusters by size, largest first. */
  labels: Int32Array;
  /** 0 … 1: how deep in its cluster's density the row lies (lambda of the row / largest lambda of the cluster); 0 for noise. */
  probabilities: Float64Array;
  clusters: number;
}

/**
 * Hierarchical density-based clustering: DBSCAN over all eps at once, no eps to choose. Euclidean distances, exact.
 * @throws RangeError for minClusterSize below 2, minSamples below 1, an unknown selection, NaN or infinity;
 *   KernelMemoryExceeded before starting; KernelCancelled
 * Degenerate input: all rows are noise when nothing splits off into two clusters of minClusterSize (as scikit-learn
 *   with allow_single_cluster=False), so one round group, equal rows and n < 2 minClusterSize give 0 clusters.
 *   Rows at distance 0 have the density of half the smallest positive distance, where others compute with infinity.
 * Determinism: no random step. Edges of equal weight are removed at once, as the paper says (scikit-learn removes them
 *   one by one, in an arbitrary order), so the order of the rows never decides; a row that bridges two parts at the very
 *   distance where they separate is noise. About O(n log² n) time in few columns, O(n² columns) at worst; O(n columns)
 *   memory.
 * Source: Campello, Moulavi, Sander 2013, algorithm 1; McInnes, Healy 2017; conventions of scikit-learn's HDBSCAN.
 */
export async function hdbscan(data: Matrix, options: HdbscanOptions, control: KernelControl = {}): Promise<HdbscanResult> {
  validateMatrix(data);
  const { rows } = data;
  const { minClusterSize, minSamples = minClusterSize, selection } = options;
  validateInteger(minClusterSize, "minClusterSize", 2);
  validateInteger(minSamples, "minSamples", 1);
  if (selection !== "eom" && selection !== "leaf") throw new RangeError(`selection: expected eom or leaf, got ${String(selection)}`);
  requireMemory(neighbourBytes(rows, data.columns, control.threads ?? 1, Math.min(minSamples, rows)) + rows * 100, control);
  if (rows < 2 * minClusterSize) return { labels: new Int32Array(rows).fill(-1), probabilities: new Float64Array(rows), clusters: 0 };
  const { edges } = await askNeighbours(data, { neighbours: minSamples, tree: "mutual" }, control);
  const result = flatten(condenseTree(toMergeTree(rows, edges!), minClusterSize), selection);
  control.onProgress?.(1);
  return result;
}

function flatten(tree: CondensedTree, selection: "eom" | "leaf"): HdbscanResult {
  const { chosenOf, chosen } = selectClusters(tree, selection);
  const found = tree.rowCluster.map((c) => chosenOf[c]!);
  const probabilities = Float64Array.from(found, (c, i) => (c < 0 ? 0 : Math.min(1, tree.rowLambda[i]! / tree.lastLambda[chosen[c]!]!)));
  return { labels: renumbering(found, chosen.length).labels, probabilities, clusters: chosen.length };
}
