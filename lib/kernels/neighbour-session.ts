import type { KernelControl } from "./control";
import { SPANNING_TREE_WASM } from "./generated/spanning-tree";
import { layOutKdTree, mostNodes, SCRATCH_BYTES, treeArguments, treeThreads } from "./kd-tree-layout";
import type { Matrix } from "./matrix";
import { readMerges, type RawMerges } from "./merge-tree";
import { createAllocator } from "./runtime/allocator";
import { openSession } from "./runtime/session";

/** What is wanted of the rows' neighbourhood. */
export interface NeighbourWish {
  /** Distances to the k-th nearest row, the row itself counted as the first; capped at the number of rows. */
  neighbours?: number;
  /** The spanning tree: of plain distances, or of mutual reachability (no two rows nearer than their k-th neighbours). */
  tree?: "plain" | "mutual";
}

export interface NeighbourAnswer {
  /** Squared, per row. */
  squaredDistances?: Float64Array;
  edges?: RawMerges;
}

function layOut(rows: number, columns: number, threads: number, k: number) {
  const allocator = createAllocator();
  const tree = layOutKdTree(allocator, rows, columns);
  const floors = allocator.take(rows * 8);
  const span = {
    nodeFloors: allocator.take(mostNodes(rows) * 8),
    part: allocator.take(rows * 4),
    tags: allocator.take(mostNodes(rows) * 4),
    near: allocator.take(rows * 4),
    reach: allocator.take(rows * 8),
    best: allocator.take(rows * 8),
    offer: allocator.take(rows * 4),
    first: allocator.take(rows * 4),
    second: allocator.take(rows * 4),
    weights: allocator.take(rows * 8),
  };
  const scratchBytes = SCRATCH_BYTES + 64 * Math.ceil(k / 8);
  const scratch = allocator.take(scratchBytes * Math.max(1, threads));
  return { tree, floors, span, scratch, scratchBytes, bytes: allocator.used() };
}

/** Bytes that `askNeighbours` allocates. */
export function neighbourBytes(rows: number, columns: number, threads: number, k: number): number {
  return layOut(rows, columns, threads, k).bytes + rows * 32;
}

/**
 * k-th neighbour distances and the minimum spanning tree on a k-d tree, exact, Euclidean.
 * The spanning tree orders edges by (weight, smaller row, larger row), so equal weights never leave a choice.
 * O(n columns) memory; about O(n log² n) time in few columns and O(n² columns) at worst.
 * Source: Borůvka's algorithm on a tree with pruning by component (March, Ram, Gray 2010).
 */
export async function askNeighbours(data: Matrix, wish: NeighbourWish, control: KernelControl): Promise<NeighbourAnswer> {
  const { rows, columns, values } = data;
  const threads = treeThreads(rows, columns, control);
  const k = Math.min(wish.neighbours ?? 1, rows);
  const { tree, floors, span, scratch, scratchBytes, bytes } = layOut(rows, columns, threads, k);
  const session = openSession({ name: "spanning-tree", wasm: SPANNING_TREE_WASM, bytes, threads, control });
  try {
    const answer: NeighbourAnswer = {};
    new Float64Array(session.buffer, tree.points, rows * columns).set(values);
    await session.run("tree", ...treeArguments(tree));
    await session.run("plant", rows, scratch, scratchBytes);
    const floor = new Float64Array(session.buffer, floors, rows);
    if (wish.neighbours !== undefined) {
      await session.run("neighbours", k, floors);
      answer.squaredDistances = floor.slice();
    }
    if (wish.tree === "plain") floor.fill(0);
    if (wish.tree) {
      await session.run("span", floors, ...Object.values(span));
      const { first, second, heights } = readMerges(session.buffer, { ...span, heights: span.weights }, rows - 1);
      answer.edges = { first, second, heights: heights.map(Math.sqrt) };
    }
    return answer;
  } finally {
    session.close();
  }
}
