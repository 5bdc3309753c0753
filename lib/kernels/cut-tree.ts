import { findRoot, type MergeTree } from "./merge-tree";
import { renumberLabels } from "./renumber";

/**
 * Cuts a merge tree into flat clusters.
 * @param cut `{ k }`: exactly k clusters, 1 … leaves (the first leaves − k merges are kept, as scikit-learn and SciPy's
 *   `cut_tree` do); or `{ height }`: every merge at or below the height is kept (SciPy's `fcluster`, criterion distance).
 * @returns one label per row (through `rowToLeaf` in a two-stage tree), numbered by size, largest first, ties by the
 *   smallest row of the cluster.
 * @throws RangeError when k is not a whole number in range, or height is negative or NaN.
 * Determinism: a pure function of its input. Merges at equal height are kept in the tree's order. O(n α(n)) time, O(n) memory.
 */
export function cutTree(tree: MergeTree, cut: { k: number } | { height: number }): Int32Array {
  const { leaves } = tree;
  const rows = tree.rowToLeaf?.length ?? leaves;
  if (rows === 0) return new Int32Array(0);
  const kept = "k" in cut ? mergesForCount(tree, cut.k) : mergesUpTo(tree, cut.height);
  const parent = new Int32Array(leaves + kept);
  for (let id = 0; id < parent.length; id++) parent[id] = id;
  for (let m = 0; m < kept; m++) {
    parent[tree.left[m]!] = leaves + m;
    parent[tree.right[m]!] = leaves + m;
  }
  const clusterOfRoot = new Int32Array(leaves + kept).fill(-1);
  const labels = new Int32Array(rows);
  let clusters = 0;
  for (let i = 0; i < rows; i++) {
    const root = findRoot(parent, tree.rowToLeaf ? tree.rowToLeaf[i]! : i);
    if (clusterOfRoot[root] === -1) clusterOfRoot[root] = clusters++;
    labels[i] = clusterOfRoot[root]!;
  }
  return renumberLabels(labels, clusters);
}

function mergesForCount(tree: MergeTree, k: number): number {
  if (!Number.isInteger(k) || k < 1 || k > tree.leaves) throw new RangeError(`k must be a whole number from 1 to ${tree.leaves}, got ${k}`);
  return tree.leaves - k;
}

function mergesUpTo(tree: MergeTree, height: number): number {
  if (!(height >= 0)) throw new RangeError(`height must be a number of at least 0, got ${height}`);
  let low = 0;
  let high = tree.heights.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tree.heights[middle]! <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}
