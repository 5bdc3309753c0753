import type { KernelControl } from "./control";
import { WARD_WASM } from "./generated/ward";
import { layOutKdTree, mostNodes, mostSlots, SCRATCH_BYTES, treeArguments, treeThreads } from "./kd-tree-layout";
import type { Matrix } from "./matrix";
import { readMerges, type RawMerges } from "./merge-tree";
import { createAllocator } from "./runtime/allocator";
import { openSession } from "./runtime/session";

function layOut(rows: number, columns: number, threads: number) {
  const allocator = createAllocator();
  const tree = layOutKdTree(allocator, rows, columns);
  const lists = {
    sizes: allocator.take(rows * 8),
    slotSizes: allocator.take(mostSlots(rows) * 8),
    leastSizes: allocator.take(mostNodes(rows) * 8),
    nearest: allocator.take(rows * 4),
    nearestCost: allocator.take(rows * 8),
    joined: allocator.take(rows * 4),
    into: allocator.take(rows * 4),
    alive: allocator.take(rows * 4),
    queue: allocator.take(rows * 4),
  };
  const output = { first: allocator.take(rows * 4), second: allocator.take(rows * 4), heights: allocator.take(rows * 8) };
  const scratch = allocator.take(SCRATCH_BYTES * Math.max(1, threads));
  return { tree, lists, output, scratch, bytes: allocator.used() };
}

/** Bytes that `wardMerges` allocates. */
export function wardBytes(rows: number, columns: number, threads: number): number {
  return layOut(rows, columns, threads).bytes;
}

/**
 * Ward's merges by rounds of reciprocal nearest neighbours (Murtagh 1983; Müllner 2011, section 3) on centroids, which a
 * k-d tree searches: the squared height of joining A and B is 2 |A| |B| / (|A| + |B|) · ‖mean(A) − mean(B)‖².
 * `sizes` gives the rows behind each row of data (default 1). No two rows should be equal: ties at distance 0 are slow.
 * O(n columns) memory; time about O(n log n) in few columns and O(n² columns) at worst.
 */
export async function wardMerges(data: Matrix, control: KernelControl, sizes?: Int32Array): Promise<RawMerges> {
  const { rows, columns, values } = data;
  const threads = treeThreads(rows, columns, control);
  const { tree, lists, output, scratch, bytes } = layOut(rows, columns, threads);
  const session = openSession({ name: "ward", wasm: WARD_WASM, bytes, threads, control });
  try {
    const points = new Float64Array(session.buffer, tree.points, rows * columns);
    for (let j = 0; j < columns; j++) centre(values.subarray(j * rows, (j + 1) * rows), points.subarray(j * rows, (j + 1) * rows));
    const weights = new Float64Array(session.buffer, lists.sizes, rows);
    if (sizes) weights.set(sizes);
    else weights.fill(1);
    await session.run("tree", ...treeArguments(tree));
    await session.run("lists", ...Object.values(lists));
    await session.run("ward", rows, output.first, output.second, output.heights, scratch);
    return readMerges(session.buffer, output, rows - 1);
  } finally {
    session.close();
  }
}

/** Takes the mean out: differences of far-off numbers keep their digits. */
function centre(source: Float64Array, target: Float64Array): void {
  let mean = 0;
  for (const value of source) mean += value / source.length;
  for (let i = 0; i < source.length; i++) target[i] = source[i]! - mean;
}
