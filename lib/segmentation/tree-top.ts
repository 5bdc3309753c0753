import { findRoot, type MergeTree } from "../kernels/merge-tree";
import type { SegmentationDetails } from "../schemas/segmentation";

type TreeNode = NonNullable<SegmentationDetails["mergeTree"]>[number];

/** So many merges are kept with a run: another cut, up to one segment more than that, needs no new run. */
const maximumKeptMerges = 200;

export interface TreeTop {
  /** Children stand before their parent, merges in their order; the root is the last node. */
  nodes: TreeNode[];
  /** Per row of the tree: its leaf, as an index into `nodes`. */
  leafOfRow: Int32Array;
}

/**
 * The top of a merge tree: the last 200 merges, everything below as leaves with their size, and the leaf of every row.
 * A tree of a single row is one node.
 * @param rowLabel text of a row, used for leaves of one row when the tree has at most 201 rows
 */
export function topOfTree(tree: MergeTree, rowLabel?: (row: number) => string | undefined): TreeTop {
  const merges = tree.heights.length;
  const firstKept = Math.max(0, merges - maximumKeptMerges);
  const nodes: TreeNode[] = [];
  const indexOf = new Map<number, number>();
  const add = (id: number): number => {
    const known = indexOf.get(id);
    if (known !== undefined) return known;
    nodes.push({ height: id < tree.leaves ? 0 : (tree.heights[id - tree.leaves] ?? 0), size: 0 });
    indexOf.set(id, nodes.length - 1);
    return nodes.length - 1;
  };
  if (merges === 0) add(0);
  for (let m = firstKept; m < merges; m += 1) {
    const left = add(tree.left[m] ?? 0);
    const right = add(tree.right[m] ?? 0);
    nodes.push({ height: tree.heights[m] ?? 0, size: tree.sizes[m] ?? 0, left, right });
    indexOf.set(tree.leaves + m, nodes.length - 1);
  }
  const leafOfRow = leavesOfRows(tree, firstKept, indexOf);
  leafOfRow.forEach((leaf, row) => {
    const node = nodes[leaf];
    if (!node) return;
    node.firstRow ??= row;
    node.size += 1;
  });
  if (tree.rowToLeaf === undefined && tree.leaves <= maximumKeptMerges + 1) labelLeaves(nodes, rowLabel);
  return { nodes, leafOfRow };
}

/** Follows the merges below those that are kept; O(rows α(rows)). */
function leavesOfRows(tree: MergeTree, firstKept: number, indexOf: Map<number, number>): Int32Array {
  const parent = Int32Array.from({ length: tree.leaves + firstKept }, (_, id) => id);
  for (let m = 0; m < firstKept; m += 1) {
    parent[tree.left[m] ?? 0] = tree.leaves + m;
    parent[tree.right[m] ?? 0] = tree.leaves + m;
  }
  const rows = tree.rowToLeaf?.length ?? tree.leaves;
  return Int32Array.from({ length: rows }, (_, row) => indexOf.get(findRoot(parent, tree.rowToLeaf?.[row] ?? row)) ?? 0);
}

function labelLeaves(nodes: TreeNode[], rowLabel?: (row: number) => string | undefined): void {
  for (const node of nodes) {
    const label = node.left === undefined && node.firstRow !== undefined ? rowLabel?.(node.firstRow) : undefined;
    if (label !== undefined) node.label = label;
  }
}
