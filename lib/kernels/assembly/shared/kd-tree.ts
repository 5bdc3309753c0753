// A balanced k-d tree over some points, built by all threads, its leaves laid out for SIMD.
//
// Nodes are numbered as a heap: root 1, children 2 i and 2 i + 1, leaves LEAVES … 2 LEAVES − 1. A leaf holds up to CAP
// slots (a multiple of 8); its coordinates lie column by column (dimension j of slot s at
// leaf + (j * CAP + s) * 8), so that one instruction serves two points. Empty slots lie so far away (FAR) that no
// query finds them. Every node has a box: DIMS2 lower bounds, then DIMS2 upper bounds (DIMS2 = dimensions rounded up to
// even, padding 0). Globals belong to the instance, so every thread calls treeLayout with the same numbers.
import { barrier, resetTickets, takeTicket } from "./threads";

export const FAR: f64 = 1e150;
/** Bounds are taken so much smaller that rounding can't pass over what is near. */
export const SAFE: f64 = 1 - 1e-12;

export let ROWS: i32 = 0;
export let DIMS: i32 = 0;
export let DIMS2: i32 = 0;
export let LEAVES: i32 = 0;
export let CAP: i32 = 0;
/** f64, column-major, `STRIDE` numbers a column: the points by id. */
export let POINTS: usize = 0;
export let STRIDE: usize = 0;
/** i32 per point in the tree: ids in tree order. */
export let ORDER: usize = 0;
/** i32 per node: where its ids begin in ORDER. */
export let STARTS: usize = 0;
/** i32 per slot: the id, or −1. */
export let IDS: usize = 0;
/** i32 per id: its slot. */
export let SLOT_OF: usize = 0;
let COORDS: usize = 0;
let BOXES: usize = 0;

/** Where the parts lie; laid out by lib/kernels/kd-tree-layout.ts. */
export function treeLayout(dims: i32, points: usize, stride: i32, order: usize, starts: usize, ids: usize, slotOf: usize, coords: usize, boxes: usize): void {
  DIMS = dims;
  DIMS2 = (dims + 1) & ~1;
  POINTS = points;
  STRIDE = stride;
  ORDER = order;
  STARTS = starts;
  IDS = ids;
  SLOT_OF = slotOf;
  COORDS = coords;
  BOXES = boxes;
}

// @ts-ignore: decorator
@inline export function coordinate(id: i32, j: i32): f64 {
  return load<f64>(POINTS + (((<usize>j) * STRIDE + <usize>id) << 3));
}

// @ts-ignore: decorator
@inline export function boxOf(node: i32): usize {
  return BOXES + ((<usize>node * <usize>DIMS2) << 4);
}

// @ts-ignore: decorator
@inline export function leafCoords(leaf: i32): usize {
  return COORDS + ((<usize>leaf * <usize>CAP * <usize>DIMS) << 3);
}

// @ts-ignore: decorator
@inline export function slotId(slot: i32): i32 {
  return load<i32>(IDS + (<usize>slot << 2));
}

// @ts-ignore: decorator
@inline export function startOf(node: i32): i32 {
  return load<i32>(STARTS + (<usize>node << 2));
}

/** First position in ORDER after the node's ids; asks only nodes that its own ancestors have written. */
export function endOf(node: i32): i32 {
  while (node > 1 && (node & 1) == 1) node >>= 1;
  return node <= 1 ? ROWS : startOf(node + 1);
}

/** Builds the tree over the `rows` ids that stand in ORDER. Called by every thread; all see it built on return. */
export function buildTree(thread: i32, threads: i32, rows: i32, leaves: i32, cap: i32): void {
  ROWS = rows;
  LEAVES = leaves;
  CAP = cap;
  if (thread == 0) store<i32>(STARTS + 4, 0);
  let level = 1;
  while (level < leaves && level < 16) {
    barrier(threads);
    for (let node = level + thread; node < 2 * level; node += threads) splitNode(node);
    level <<= 1;
  }
  if (thread == 0) resetTickets();
  barrier(threads);
  for (let ticket = takeTicket(); ticket < level; ticket = takeTicket()) finishSubtree(level + ticket);
  barrier(threads);
  if (thread == 0) for (let node = level - 1; node > 0; node--) uniteBoxes(node);
  barrier(threads);
}

/** Everything below a node, then the boxes up to it. */
function finishSubtree(root: i32): void {
  let first = root;
  let last = root;
  while (first < LEAVES) {
    for (let node = first; node <= last; node++) splitNode(node);
    first = first << 1;
    last = (last << 1) + 1;
  }
  for (let leaf = first; leaf <= last; leaf++) fillLeaf(leaf - LEAVES);
  while (first > root) {
    first >>= 1;
    last >>= 1;
    for (let node = first; node <= last; node++) uniteBoxes(node);
  }
}

/** Puts the lower half of the node's ids, along its widest dimension, before the upper half. */
function splitNode(node: i32): void {
  const start = startOf(node);
  const end = endOf(node);
  const middle = start + ((end - start + 1) >> 1);
  store<i32>(STARTS + (<usize>(2 * node) << 2), start);
  store<i32>(STARTS + (<usize>(2 * node + 1) << 2), middle);
  if (end - start < 2) return;
  let widest = 0;
  let width: f64 = -1;
  for (let j = 0; j < DIMS; j++) {
    const column = POINTS + (((<usize>j) * STRIDE) << 3);
    let low: f64 = Infinity;
    let high: f64 = -Infinity;
    for (let at = start; at < end; at++) {
      const value = load<f64>(column + (<usize>load<i32>(ORDER + (<usize>at << 2)) << 3));
      low = min(low, value);
      high = max(high, value);
    }
    if (high - low > width) {
      width = high - low;
      widest = j;
    }
  }
  selectMiddle(POINTS + (((<usize>widest) * STRIDE) << 3), start, end - 1, middle);
}

// @ts-ignore: decorator
@inline function idAt(at: i32): i32 {
  return load<i32>(ORDER + (<usize>at << 2));
}

// @ts-ignore: decorator
@inline function keyAt(column: usize, at: i32): f64 {
  return load<f64>(column + (<usize>idAt(at) << 3));
}

// @ts-ignore: decorator
@inline function swap(a: i32, b: i32): void {
  const id = idAt(a);
  store<i32>(ORDER + (<usize>a << 2), idAt(b));
  store<i32>(ORDER + (<usize>b << 2), id);
}

/** Hoare's quickselect with the median of three. */
function selectMiddle(column: usize, first: i32, last: i32, middle: i32): void {
  let left = first;
  let right = last;
  while (left < right) {
    const centre = (left + right) >> 1;
    if (keyAt(column, centre) < keyAt(column, left)) swap(centre, left);
    if (keyAt(column, right) < keyAt(column, left)) swap(right, left);
    if (keyAt(column, right) < keyAt(column, centre)) swap(right, centre);
    const pivot = keyAt(column, centre);
    let low = left;
    let high = right;
    while (low <= high) {
      while (keyAt(column, low) < pivot) low++;
      while (keyAt(column, high) > pivot) high--;
      if (low <= high) {
        swap(low, high);
        low++;
        high--;
      }
    }
    if (middle <= high) right = high;
    else if (middle >= low) left = low;
    else return;
  }
}

function fillLeaf(leaf: i32): void {
  const node = LEAVES + leaf;
  const start = startOf(node);
  const count = endOf(node) - start;
  const coords = leafCoords(leaf);
  const box = boxOf(node);
  for (let s = 0; s < CAP; s++) {
    const id = s < count ? idAt(start + s) : -1;
    store<i32>(IDS + (<usize>(leaf * CAP + s) << 2), id);
    if (id >= 0) store<i32>(SLOT_OF + (<usize>id << 2), leaf * CAP + s);
  }
  for (let j = 0; j < DIMS2; j++) {
    let low: f64 = Infinity;
    let high: f64 = -Infinity;
    if (j >= DIMS) {
      low = 0;
      high = 0;
    } else {
      for (let s = 0; s < CAP; s++) {
        const value = s < count ? coordinate(idAt(start + s), j) : FAR;
        store<f64>(coords + (<usize>(j * CAP + s) << 3), value);
        if (s >= count) continue;
        low = min(low, value);
        high = max(high, value);
      }
    }
    store<f64>(box + (<usize>j << 3), low);
    store<f64>(box + (<usize>(DIMS2 + j) << 3), high);
  }
}

function uniteBoxes(node: i32): void {
  const box = boxOf(node);
  const a = boxOf(2 * node);
  const b = boxOf(2 * node + 1);
  for (let j = 0; j < DIMS2; j++) {
    const low = <usize>j << 3;
    const high = <usize>(DIMS2 + j) << 3;
    store<f64>(box + low, min(load<f64>(a + low), load<f64>(b + low)));
    store<f64>(box + high, max(load<f64>(a + high), load<f64>(b + high)));
  }
}

/** Squared distance of a point (DIMS2 numbers at `point`, padding 0) to a node's box; 0 inside. */
// @ts-ignore: decorator
@inline export function boxDistance(node: i32, point: usize): f64 {
  const box = boxOf(node);
  const half = <usize>DIMS2 << 3;
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < half; at += 16) {
    const value = v128.load(point + at);
    const below = f64x2.sub(v128.load(box + at), value);
    const above = f64x2.sub(value, v128.load(box + half + at));
    const out = f64x2.pmax(f64x2.splat(0), f64x2.pmax(below, above));
    sum = f64x2.add(sum, f64x2.mul(out, out));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Squared distances of a point to the eight slots from `coords` on, as four pairs in memory at `out`. */
// @ts-ignore: decorator
@inline export function distancesToEight(coords: usize, point: usize, out: usize): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  const step = <usize>CAP << 3;
  let column = coords;
  for (let j = 0; j < DIMS; j++) {
    const value = v128.load_splat<f64>(point + (<usize>j << 3));
    let difference = f64x2.sub(v128.load(column), value);
    a = f64x2.add(a, f64x2.mul(difference, difference));
    difference = f64x2.sub(v128.load(column, 16), value);
    b = f64x2.add(b, f64x2.mul(difference, difference));
    difference = f64x2.sub(v128.load(column, 32), value);
    c = f64x2.add(c, f64x2.mul(difference, difference));
    difference = f64x2.sub(v128.load(column, 48), value);
    d = f64x2.add(d, f64x2.mul(difference, difference));
    column += step;
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
}

/** Squared distance of two nodes' boxes; 0 where they meet. */
export function boxToBox(a: i32, b: i32): f64 {
  const boxA = boxOf(a);
  const boxB = boxOf(b);
  const half = <usize>DIMS2 << 3;
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < half; at += 16) {
    const below = f64x2.sub(v128.load(boxA + at), v128.load(boxB + half + at));
    const above = f64x2.sub(v128.load(boxB + at), v128.load(boxA + half + at));
    const out = f64x2.pmax(f64x2.splat(0), f64x2.pmax(below, above));
    sum = f64x2.add(sum, f64x2.mul(out, out));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Squared distance that no pair of points in the two boxes exceeds. */
export function boxToBoxMost(a: i32, b: i32): f64 {
  const boxA = boxOf(a);
  const boxB = boxOf(b);
  const half = <usize>DIMS2 << 3;
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < half; at += 16) {
    const below = f64x2.sub(v128.load(boxA + half + at), v128.load(boxB + at));
    const above = f64x2.sub(v128.load(boxB + half + at), v128.load(boxA + at));
    const most = f64x2.pmax(below, above);
    sum = f64x2.add(sum, f64x2.mul(most, most));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
