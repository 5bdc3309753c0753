import type { MergeTree } from "./merge-tree";

/**
 * A merge tree seen from above with every split that parts off fewer than `minClusterSize` rows read as rows falling
 * out of a cluster that lives on. Cluster 0 holds all rows; a child's number is larger than its parent's. Density is
 * lambda = 1 / distance.
 */
export interface CondensedTree {
  /** Per cluster: its parent (−1 for the root). */
  parent: number[];
  /** Per cluster: Σ over its rows of (lambda where the row leaves it − lambda where the cluster appears). */
  stability: number[];
  /** Per cluster: the largest lambda at which something leaves it. */
  lastLambda: number[];
  /** Per row: the cluster it falls out of, and the lambda at which it does. */
  rowCluster: Int32Array;
  rowLambda: Float64Array;
}

/**
 * Condenses a single-linkage tree (Campello, Moulavi, Sander 2013; McInnes, Healy 2017, section 2.3). O(n).
 * Merges at the same height below one another are one split into several parts: mutual reachability distances tie
 * often, and which of the tied merges came first must not decide.
 */
export function condenseTree(tree: MergeTree, minClusterSize: number): CondensedTree {
  const { leaves, heights, sizes } = tree;
  const clusterOf = new Int32Array(2 * leaves - 1);
  const fellAt = new Float64Array(2 * leaves - 1);
  const absorbed = new Uint8Array(2 * leaves - 1);
  const birth = [0];
  const condensed: CondensedTree = { parent: [-1], stability: [0], lastLambda: [0], rowCluster: clusterOf.subarray(0, leaves), rowLambda: fellAt.subarray(0, leaves) };
  const leastDistance = (heights.find((height) => height > 0) ?? 1) / 2;
  const isLarge = (id: number) => (id < leaves ? 1 : sizes[id - leaves]!) >= minClusterSize;
  for (let m = leaves - 2; m >= 0; m--) {
    const node = leaves + m;
    if (absorbed[node]) continue;
    const c = clusterOf[node]!;
    const parts = splitAt(tree, m, absorbed);
    const fell = fellAt[node]!;
    const lambda = 1 / Math.max(heights[m]!, leastDistance);
    const large = fell > 0 ? 0 : parts.filter(isLarge).length;
    for (const part of parts) {
      clusterOf[part] = c;
      if (fell > 0 || (large === 1 && isLarge(part))) {
        fellAt[part] = fell;
        continue;
      }
      condensed.stability[c]! += (lambda - birth[c]!) * (part < leaves ? 1 : sizes[part - leaves]!);
      condensed.lastLambda[c] = Math.max(condensed.lastLambda[c]!, lambda);
      if (!isLarge(part)) {
        fellAt[part] = lambda;
        continue;
      }
      clusterOf[part] = condensed.parent.length;
      condensed.parent.push(c);
      condensed.stability.push(0);
      condensed.lastLambda.push(0);
      birth.push(lambda);
    }
  }
  return condensed;
}

/** The parts a merge puts together, merges of the same height inside it taken apart too. */
function splitAt({ leaves, left, right, heights }: MergeTree, merge: number, absorbed: Uint8Array): number[] {
  const parts: number[] = [];
  const open = [right[merge]!, left[merge]!];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id >= leaves && heights[id - leaves] === heights[merge]) {
      absorbed[id] = 1;
      open.push(right[id - leaves]!, left[id - leaves]!);
    } else parts.push(id);
  }
  return parts;
}

/**
 * Chooses the flat clusters: `eom` the set of greatest total stability (excess of mass), `leaf` the clusters that split
 * no further. The root is never chosen. Returns, per condensed cluster, the number of the chosen cluster at or above
 * it, else −1.
 */
export function selectClusters(tree: CondensedTree, selection: "eom" | "leaf"): { chosenOf: Int32Array; chosen: number[] } {
  const count = tree.parent.length;
  const best = Float64Array.from(tree.stability);
  const below = new Float64Array(count);
  const isLeaf = new Uint8Array(count).fill(1);
  const picked = new Uint8Array(count);
  for (let c = count - 1; c > 0; c--) {
    const parent = tree.parent[c]!;
    isLeaf[parent] = 0;
    if (isLeaf[c] || best[c]! >= below[c]!) picked[c] = selection === "eom" || isLeaf[c] ? 1 : 0;
    else best[c] = below[c]!;
    below[parent]! += best[c]!;
  }
  const chosenOf = new Int32Array(count).fill(-1);
  const chosen: number[] = [];
  for (let c = 1; c < count; c++) {
    const above = chosenOf[tree.parent[c]!]!;
    chosenOf[c] = above >= 0 || !picked[c] ? above : chosen.push(c) - 1;
  }
  return { chosenOf, chosen };
}
