// A thread's working memory for searching the k-d tree: the point that is asked for, eight distances, a stack of nodes.
import { setF64 } from "./cells";
import { buildTree, coordinate, DIMS, DIMS2, treeLayout } from "./kd-tree";
import { barrier } from "./threads";

/** A thread's scratch; mirrored in lib/kernels/kd-tree-layout.ts. */
export const SCRATCH_BYTES: usize = 32768;
/** Of it, what the point takes: 2,048 numbers. */
const POINT_BYTES: usize = 16384;

/** f64 × DIMS2, padding 0. */
export let POINT: usize = 0;
/** f64 × 8. */
export let EIGHT: usize = 0;
export let STACK: usize = 0;

/** Tells the instance where the tree lies; every kernel on a tree exports it and is called with it first. */
export function tree(_thread: i32, _threads: i32, dims: i32, points: usize, stride: i32, order: usize, starts: usize, ids: usize, slotOf: usize, coords: usize, boxes: usize): void {
  treeLayout(dims, points, stride, order, starts, ids, slotOf, coords, boxes);
}

/** `scratch`: the thread's own. After `tree`. */
export function layOutQuery(scratch: usize): void {
  POINT = scratch;
  EIGHT = POINT + POINT_BYTES;
  STACK = EIGHT + 64;
  for (let j = 0; j < DIMS2; j++) setF64(POINT, j, 0);
}

/** Builds the tree over all rows, 8 to 14 of them in a leaf, once their ids stand in ORDER. Called by every thread. */
export function growTree(thread: i32, threads: i32, rows: i32): void {
  let leaves = 1;
  while (leaves * 14 < rows) leaves <<= 1;
  barrier(threads);
  buildTree(thread, threads, rows, leaves, ((rows + leaves - 1) / leaves + 7) & ~7);
}

// @ts-ignore: decorator
@inline export function pointOf(row: i32): void {
  for (let j = 0; j < DIMS; j++) setF64(POINT, j, coordinate(row, j));
}
