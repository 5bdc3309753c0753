import type { KernelControl } from "./control";
import type { Allocator } from "./runtime/allocator";

/** Where the parts of a k-d tree lie; the numbers that assembly/shared/kd-tree.ts `treeLayout` takes, in its order. */
export interface KdTreeLayout {
  dims: number;
  /** The points by id, column-major, `stride` numbers a column. */
  points: number;
  stride: number;
  order: number;
  starts: number;
  ids: number;
  slotOf: number;
  coords: number;
  boxes: number;
}

/** Slots and nodes that a tree of up to `rows` points can have with leaves of at least 4 points in 8 slots. */
export function mostSlots(rows: number): number {
  return Math.max(64, Math.ceil(rows * 2.5) + 64);
}

export function mostNodes(rows: number): number {
  return Math.max(16, Math.ceil(rows / 2) + 16);
}

/** A thread's working memory for its searches; mirrored in assembly/shared/query.ts. It holds one point of so many columns. */
export const SCRATCH_BYTES = 32_768;
const MOST_COLUMNS = 2_048;

/** Below so many rows, and so many steps where no box is passed over, threads cost more than they save: some 10 ms. */
const INLINE_ROWS = 1_500;
const INLINE_STEPS = 100_000_000;

/** Threads for a kernel on a tree; 0: the caller's own. */
export function treeThreads(rows: number, columns: number, { threads = 1 }: KernelControl): number {
  return rows < INLINE_ROWS && rows * rows * columns < INLINE_STEPS ? 0 : Math.max(1, threads);
}

/** @throws RangeError for more than 2,048 columns. */
export function layOutKdTree(allocator: Allocator, rows: number, dims: number): KdTreeLayout {
  if (dims > MOST_COLUMNS) throw new RangeError(`data.columns: expected at most ${MOST_COLUMNS}, got ${dims}`);
  const even = dims + (dims % 2);
  return {
    dims,
    points: allocator.take(rows * dims * 8),
    stride: rows,
    order: allocator.take(rows * 4),
    starts: allocator.take(mostNodes(rows) * 4),
    ids: allocator.take(mostSlots(rows) * 4),
    slotOf: allocator.take(rows * 4),
    coords: allocator.take(mostSlots(rows) * dims * 8),
    boxes: allocator.take(mostNodes(rows) * even * 16),
  };
}

export function treeArguments(tree: KdTreeLayout): number[] {
  return [tree.dims, tree.points, tree.stride, tree.order, tree.starts, tree.ids, tree.slotOf, tree.coords, tree.boxes];
}
