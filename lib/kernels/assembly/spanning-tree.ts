// Distances to the k-th neighbour, and the minimum spanning tree, both on a k-d tree.
//
// The spanning tree grows as Borůvka's: in every round each part of the forest takes its shortest edge to another part.
// Edges are ordered by (weight, smaller row, larger row), so no two are equal and no circle can close. A row remembers
// the nearest row of another part; that stays right until the two parts are one.
import { f64At, i32At, setF64, setI32 } from "./shared/cells";
import { CAP, distancesToEight, endOf, leafCoords, LEAVES, ORDER, SAFE, slotId, startOf } from "./shared/kd-tree";
import { pushChildren } from "./shared/kth-neighbour";
import { EIGHT, growTree, layOutQuery, POINT, pointOf, STACK } from "./shared/query";
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

export { tree } from "./shared/query";
export { neighbours } from "./shared/kth-neighbour";

// A shared word of this kernel, in the runtime's page behind its own: the edges found.
// @ts-ignore: decorator
@inline const EDGE_COUNT: usize = 8192;
/** Tag of a node with several parts below it. */
const MIXED: i32 = -2;

let ROW_COUNT: i32 = 0;
/** f64 per row: squared distance below which no other row is near (0 for the plain tree). f64 per node: the least. */
let FLOORS: usize = 0;
let NODE_FLOORS: usize = 0;
/** i32 per row: the part it belongs to (its root). i32 per node: the one part below it, or MIXED. */
let PART: usize = 0;
let TAGS: usize = 0;
/** i32, f64 per row: nearest row of another part (−1 unknown) and its squared distance, or how far nothing was found. */
let NEAR: usize = 0;
let REACH: usize = 0;
/** f64, i32 per part: the least weight on offer, and the row that offers it. */
let BEST: usize = 0;
let OFFER: usize = 0;

/** Builds the tree; to be called before the others. `scratchBytes` a thread: what every search takes, and k numbers. */
export function plant(thread: i32, threads: i32, rows: i32, scratch: usize, scratchBytes: i32): void {
  ROW_COUNT = rows;
  layOutQuery(scratch + <usize>thread * <usize>scratchBytes);
  if (thread == 0) for (let i = 0; i < rows; i++) setI32(ORDER, i, i);
  growTree(thread, threads, rows);
}

/** The spanning tree's rows − 1 edges: i32 and i32 rows, f64 squared weights. Returns the edges found. */
export function span(thread: i32, threads: i32, floors: usize, nodeFloors: usize, part: usize, tags: usize, near: usize, reach: usize, best: usize, offer: usize, first: usize, second: usize, weights: usize): i32 {
  FLOORS = floors;
  NODE_FLOORS = nodeFloors;
  PART = part;
  TAGS = tags;
  NEAR = near;
  REACH = reach;
  BEST = best;
  OFFER = offer;
  for (let row = thread; row < ROW_COUNT; row += threads) {
    setI32(PART, row, row);
    setI32(NEAR, row, -1);
    setF64(REACH, row, -1);
  }
  if (thread == 0) floorNodes();
  barrier(threads);
  let edges = 0;
  while (edges < ROW_COUNT - 1) {
    tagAll(thread, threads);
    for (let row = thread; row < ROW_COUNT; row += threads) {
      store<i64>(BEST + (<usize>row << 3), reinterpret<i64>(<f64>Infinity));
      setI32(OFFER, row, -1);
    }
    if (thread == 0) resetTickets();
    barrier(threads);
    recall(thread, threads);
    barrier(threads);
    for (let leaf = takeTicket(); leaf < LEAVES; leaf = takeTicket()) {
      searchLeaf(LEAVES + leaf);
      if (thread == 0 && edges == 0) progress(0.4 + 0.3 * <f32>leaf / <f32>LEAVES);
    }
    barrier(threads);
    if (thread == 0) {
      const found = joinParts(edges, first, second, weights);
      store<i32>(EDGE_COUNT, found);
      progress(0.7 + 0.3 * <f32>found / <f32>ROW_COUNT);
    }
    barrier(threads);
    edges = load<i32>(EDGE_COUNT);
    for (let row = thread; row < ROW_COUNT; row += threads) setI32(PART, row, rootOf(row));
    barrier(threads);
  }
  return edges;
}

function floorNodes(): void {
  for (let leaf = 0; leaf < LEAVES; leaf++) {
    let least: f64 = Infinity;
    const end = endOf(LEAVES + leaf);
    for (let at = startOf(LEAVES + leaf); at < end; at++) least = min(least, f64At(FLOORS, i32At(ORDER, at)));
    setF64(NODE_FLOORS, LEAVES + leaf, least);
  }
  for (let node = LEAVES - 1; node > 0; node--) setF64(NODE_FLOORS, node, min(f64At(NODE_FLOORS, 2 * node), f64At(NODE_FLOORS, 2 * node + 1)));
}

function tagAll(thread: i32, threads: i32): void {
  for (let leaf = thread; leaf < LEAVES; leaf += threads) {
    const start = startOf(LEAVES + leaf);
    const end = endOf(LEAVES + leaf);
    let tag = i32At(PART, i32At(ORDER, start));
    for (let at = start + 1; at < end; at++) if (i32At(PART, i32At(ORDER, at)) != tag) tag = MIXED;
    setI32(TAGS, LEAVES + leaf, tag);
  }
  barrier(threads);
  if (thread == 0) {
    for (let node = LEAVES - 1; node > 0; node--) {
      const tag = i32At(TAGS, 2 * node);
      setI32(TAGS, node, tag == i32At(TAGS, 2 * node + 1) ? tag : MIXED);
    }
  }
}

/** What is remembered and still leads to another part is on offer at once: it bounds the searches. */
function recall(thread: i32, threads: i32): void {
  for (let row = thread; row < ROW_COUNT; row += threads) {
    const near = i32At(NEAR, row);
    if (near < 0) continue;
    if (i32At(PART, near) != i32At(PART, row)) offerBest(i32At(PART, row), f64At(REACH, row));
    else {
      // Another row may lie just as far: only what is nearer has been ruled out.
      setI32(NEAR, row, -1);
      setF64(REACH, row, f64At(REACH, row) > 0 ? f64At(REACH, row) * (1 - f64.EPSILON) : -1);
    }
  }
}

/** Least of the part's best and the weight, whoever comes first: bits of numbers ≥ 0 order as the numbers do. */
function offerBest(part: i32, weight: f64): void {
  const at = BEST + (<usize>part << 3);
  const bits = reinterpret<i64>(weight);
  let known = atomic.load<i64>(at);
  while (bits < known) {
    const seen = atomic.cmpxchg<i64>(at, known, bits);
    if (seen == known) return;
    known = seen;
  }
}

function searchLeaf(leafNode: i32): void {
  const end = endOf(leafNode);
  for (let at = startOf(leafNode); at < end; at++) {
    const row = i32At(ORDER, at);
    if (i32At(NEAR, row) >= 0) continue;
    const limit = reinterpret<f64>(atomic.load<i64>(BEST + (<usize>i32At(PART, row) << 3)));
    // Searched that far already: it can't offer the part's best edge.
    if (f64At(REACH, row) >= limit || f64At(FLOORS, row) > limit) continue;
    search(row, leafNode, limit);
  }
}

let foundRow: i32 = -1;
let foundWeight: f64 = 0;

/** The nearest row of another part, not farther than the limit; ties to the least row. */
function search(row: i32, own: i32, limit: f64): void {
  const part = i32At(PART, row);
  const ownFloor = f64At(FLOORS, row);
  pointOf(row);
  foundRow = -1;
  foundWeight = limit;
  scanLeaf(own, part, ownFloor);
  let depth = 1;
  setI32(STACK, 0, 1);
  setF64(STACK, 1, 0);
  while (depth > 0) {
    depth--;
    const node = i32At(STACK, depth << 2);
    if (node == own || i32At(TAGS, node) == part) continue;
    if (max(f64At(STACK, (depth << 1) + 1) * SAFE, f64At(NODE_FLOORS, node)) > foundWeight) continue;
    if (node >= LEAVES) scanLeaf(node, part, ownFloor);
    else depth = pushChildren(node, depth);
  }
  setI32(NEAR, row, foundRow);
  setF64(REACH, row, foundWeight);
  if (foundRow >= 0) offerBest(part, foundWeight);
}

function scanLeaf(node: i32, part: i32, ownFloor: f64): void {
  const base = (node - LEAVES) * CAP;
  const coords = leafCoords(node - LEAVES);
  for (let s = 0; s < CAP; s += 8) {
    distancesToEight(coords + (<usize>s << 3), POINT, EIGHT);
    for (let slot = 0; slot < 8; slot++) {
      const squared = f64At(EIGHT, slot);
      if (squared > foundWeight) continue;
      const other = slotId(base + s + slot);
      if (other < 0 || i32At(PART, other) == part) continue;
      const weight = max(squared, max(ownFloor, f64At(FLOORS, other)));
      if (weight > foundWeight || (weight == foundWeight && foundRow >= 0 && other > foundRow)) continue;
      foundWeight = weight;
      foundRow = other;
    }
  }
}

/** Whether the edge a → near(a) comes before b → near(b) at equal weight. */
function precedes(a: i32, b: i32): bool {
  const nearA = i32At(NEAR, a);
  const nearB = i32At(NEAR, b);
  const leastA = min(a, nearA);
  const leastB = min(b, nearB);
  return leastA < leastB || (leastA == leastB && max(a, nearA) < max(b, nearB));
}

/** Takes each part's best edge; PART becomes a union-find until every row looks up its root. Thread 0 only. */
function joinParts(edges: i32, first: usize, second: usize, weights: usize): i32 {
  for (let row = 0; row < ROW_COUNT; row++) {
    if (i32At(NEAR, row) < 0) continue;
    const part = i32At(PART, row);
    if (f64At(REACH, row) != f64At(BEST, part)) continue;
    const offered = i32At(OFFER, part);
    if (offered < 0 || precedes(row, offered)) setI32(OFFER, part, row);
  }
  for (let part = 0; part < ROW_COUNT; part++) {
    const row = i32At(OFFER, part);
    if (row < 0) continue;
    const near = i32At(NEAR, row);
    const a = rootOf(row);
    const b = rootOf(near);
    if (a == b) continue;
    setI32(PART, max(a, b), min(a, b));
    setI32(first, edges, row);
    setI32(second, edges, near);
    setF64(weights, edges++, f64At(REACH, row));
  }
  return edges;
}

function rootOf(row: i32): i32 {
  let root = i32At(PART, row);
  while (root != i32At(PART, root)) root = i32At(PART, root);
  return root;
}
