import type { SegmentationDetails } from "../schemas/segmentation";

type TreeNode = NonNullable<SegmentationDetails["mergeTree"]>[number];

/** Cluster of a node that lies above the cut. */
const aboveCut = -1;

/** How many segments the kept top of a tree can be cut into: its leaves. */
export function mostSegments(nodes: TreeNode[]): number {
  return nodes.reduce((count, node) => count + Number(node.left === undefined), 0);
}

/**
 * Cuts the kept top of a merge tree by undoing its last `k` − 1 merges, as `cutTree` does with the full one.
 * @returns per node the cluster it is in, 0 … k − 1 in no particular order, or `aboveCut`
 * @throws RangeError when k is not a whole number from 1 to the number of leaves. O(nodes) time.
 */
export function cutNodes(nodes: TreeNode[], k: number): Int32Array {
  const most = mostSegments(nodes);
  if (!Number.isInteger(k) || k < 1 || k > most) throw new RangeError(`k must be a whole number from 1 to ${most}, got ${k}`);
  const clusterOf = new Int32Array(nodes.length).fill(aboveCut);
  let undone = 0;
  let clusters = 0;
  // Merges stand in their order, so that the last ones are met first, and each parent before its children.
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const { left, right } = nodes[at] ?? {};
    const inherited = clusterOf[at] ?? aboveCut;
    if (inherited === aboveCut && left !== undefined && undone < k - 1) {
      undone += 1;
      continue;
    }
    const own = inherited === aboveCut ? clusters++ : inherited;
    clusterOf[at] = own;
    if (left !== undefined) clusterOf[left] = own;
    if (right !== undefined) clusterOf[right] = own;
  }
  return clusterOf;
}
