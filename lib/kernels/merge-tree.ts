/**
 * A hierarchical clustering as SciPy's linkage matrix, in columns. Leaves have ids 0 … leaves − 1; merge m joins the
 * clusters `left[m] < right[m]` at `heights[m]` and makes id leaves + m with `sizes[m]` rows. Heights ascend.
 */
export interface MergeTree {
  leaves: number;
  left: Int32Array;
  right: Int32Array;
  heights: Float64Array;
  /** Rows below the merge; in a two-stage tree the rows of the micro-clusters, not their number. */
  sizes: Int32Array;
  /** Present only in a two-stage tree: the leaf (micro-cluster) each row belongs to. */
  rowToLeaf?: Int32Array;
}

/** Merges in the order they were found, each side named by any row (leaf) of its cluster. */
export interface RawMerges {
  first: Int32Array;
  second: Int32Array;
  heights: Float64Array;
}

/** Room for so many merges, all of row 0 with itself at height 0. */
export function createMerges(count: number): RawMerges {
  return { first: new Int32Array(count), second: new Int32Array(count), heights: new Float64Array(count) };
}

/** Copies `count` merges out of a session's memory: i32, i32 and f64 at these addresses. */
export function readMerges(buffer: ArrayBufferLike, at: Record<keyof RawMerges, number>, count: number): RawMerges {
  return {
    first: new Int32Array(buffer, at.first, count).slice(),
    second: new Int32Array(buffer, at.second, count).slice(),
    heights: new Float64Array(buffer, at.heights, count).slice(),
  };
}

/**
 * Sorts merges by height, stably, and numbers the clusters as SciPy's `label` does.
 * `leafSizes` gives the rows of each leaf (default 1 each). O(n log n) time, O(n) memory.
 */
export function toMergeTree(leaves: number, merges: RawMerges, leafSizes?: Int32Array): MergeTree {
  const count = merges.heights.length;
  const order = stableOrder(merges.heights);
  const left = new Int32Array(count);
  const right = new Int32Array(count);
  const heights = new Float64Array(count);
  const sizes = new Int32Array(count);
  const parent = new Int32Array(leaves + count);
  for (let id = 0; id < parent.length; id++) parent[id] = id;
  const sizeOf = (id: number) => (id < leaves ? (leafSizes ? leafSizes[id]! : 1) : sizes[id - leaves]!);
  for (let m = 0; m < count; m++) {
    const at = order[m]!;
    const a = findRoot(parent, merges.first[at]!);
    const b = findRoot(parent, merges.second[at]!);
    left[m] = Math.min(a, b);
    right[m] = Math.max(a, b);
    heights[m] = merges.heights[at]!;
    sizes[m] = sizeOf(a) + sizeOf(b);
    parent[a] = leaves + m;
    parent[b] = leaves + m;
  }
  return { leaves, left, right, heights, sizes };
}

/** The root of an id, halving the path on the way. */
export function findRoot(parent: Int32Array, id: number): number {
  while (parent[id] !== id) {
    parent[id] = parent[parent[id]!]!;
    id = parent[id]!;
  }
  return id;
}

/** Indices that sort the values ascending; equal values keep their order. */
function stableOrder(values: Float64Array): Int32Array {
  const order = new Int32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => values[a]! - values[b]! || a - b);
}
