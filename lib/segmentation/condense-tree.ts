import type { MergeTree } from "../kernels/merge-tree";
import type { SegmentationDetails } from "../schemas/segmentation";

type TreeNode = NonNullable<SegmentationDetails["mergeTree"]>[number];

/** A drawing of more merges than this can't be read. */
export const maximumShownMerges = 60;

/**
 * The top of a merge tree, ready to draw: the last 60 merges, everything below as leaves with their size.
 * Children stand before their parent; the root is the last node. A tree of a single row is one node.
 * @param rowLabel text of a row, used for leaves of one row when the tree has at most 60 rows
 */
export function condenseTree(tree: MergeTree, rowLabel?: (row: number) => string | undefined): TreeNode[] {
  const merges = tree.heights.length;
  const firstShown = Math.max(0, merges - maximumShownMerges);
  const nodes: TreeNode[] = [];
  const indexOf = new Map<number, number>();
  const add = (id: number): number => {
    const known = indexOf.get(id);
    if (known !== undefined) return known;
    nodes.push(leafNode(tree, id, rowLabel));
    indexOf.set(id, nodes.length - 1);
    return nodes.length - 1;
  };
  if (merges === 0) add(0);
  for (let m = firstShown; m < merges; m += 1) {
    const left = add(tree.left[m] ?? 0);
    const right = add(tree.right[m] ?? 0);
    nodes.push({ height: tree.heights[m] ?? 0, size: tree.sizes[m] ?? 0, left, right });
    indexOf.set(tree.leaves + m, nodes.length - 1);
  }
  return nodes;
}

function leafNode(tree: MergeTree, id: number, rowLabel?: (row: number) => string | undefined): TreeNode {
  if (id >= tree.leaves) return { height: tree.heights[id - tree.leaves] ?? 0, size: tree.sizes[id - tree.leaves] ?? 0 };
  const isRow = tree.rowToLeaf === undefined;
  const size = isRow ? 1 : (tree.rowToLeaf?.reduce((count, leaf) => count + (leaf === id ? 1 : 0), 0) ?? 1);
  const label = isRow && tree.leaves <= maximumShownMerges + 1 ? rowLabel?.(id) : undefined;
  return label === undefined ? { height: 0, size } : { height: 0, size, label };
}
