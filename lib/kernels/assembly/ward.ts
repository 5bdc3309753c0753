// Ward's clustering by rounds of reciprocal nearest neighbours, found through a k-d tree over the centroids.
//
// Each round every cluster knows its nearest one; pairs that are each other's nearest are joined, all of them at once
// (Ward's criterion is reducible, so joining one pair never makes another cluster's nearest nearer). Only clusters that
// were joined, or whose nearest was, search again, all threads side by side. A joined cluster takes the slot of one
// of its parts, and the boxes above grow to hold it; when a third of the clusters is gone the tree is built anew.
// The squared height of joining A and B is 2 |A| |B| / (|A| + |B|) · ‖mean(A) − mean(B)‖².
import { f64At, i32At, setF64, setI32 } from "./shared/cells";
import {
  boxDistance, boxOf, CAP, coordinate, DIMS, DIMS2, distancesToEight, FAR, IDS, leafCoords, LEAVES, ORDER, POINTS, ROWS, SAFE, SLOT_OF, slotId, STRIDE,
} from "./shared/kd-tree";
import { EIGHT, growTree, layOutQuery, POINT, pointOf, SCRATCH_BYTES, STACK } from "./shared/query";
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

export { tree } from "./shared/query";

// Shared words of this kernel, in the runtime's page behind its own.
// @ts-ignore: decorator
@inline const ALIVE_COUNT: usize = 8192;
// @ts-ignore: decorator
@inline const QUEUE_COUNT: usize = 8196;
// @ts-ignore: decorator
@inline const REBUILD: usize = 8200;

/** f64 per id: rows in the cluster. */
let SIZES: usize = 0;
/** f64 per slot: the same, 1 where empty. f64 per node: a lower bound of the sizes below. */
let SLOT_SIZES: usize = 0;
let LEAST_SIZES: usize = 0;
/** i32, f64 per id: the nearest cluster and |A||B|/(|A|+|B|) ‖difference‖² to it. */
let NEAREST: usize = 0;
let NEAREST_COST: usize = 0;
/** i32 per id: the round in which it was last joined; i32 per id: into what. */
let JOINED: usize = 0;
let INTO: usize = 0;
/** i32 lists of ids: the clusters alive, and those that search in this round. */
let ALIVE: usize = 0;
let QUEUE: usize = 0;
/** Output, in the order found: i32, i32, f64. */
let FIRST: usize = 0;
let SECOND: usize = 0;
let HEIGHTS: usize = 0;

/** Tells the instance where everything lies. Called by every thread before `ward`. */
export function lists(_thread: i32, _threads: i32, sizes: usize, slotSizes: usize, leastSizes: usize, nearest: usize, nearestCost: usize, joined: usize, into: usize, alive: usize, queue: usize): void {
  SIZES = sizes;
  SLOT_SIZES = slotSizes;
  LEAST_SIZES = leastSizes;
  NEAREST = nearest;
  NEAREST_COST = nearestCost;
  JOINED = joined;
  INTO = into;
  ALIVE = alive;
  QUEUE = queue;
}

/** `rows` points with their sizes → rows − 1 merges, in the order found. */
export function ward(thread: i32, threads: i32, rows: i32, first: usize, second: usize, heights: usize, scratch: usize): void {
  FIRST = first;
  SECOND = second;
  HEIGHTS = heights;
  layOutQuery(scratch + <usize>thread * SCRATCH_BYTES);
  if (thread == 0) {
    for (let i = 0; i < rows; i++) {
      setI32(ALIVE, i, i);
      setI32(QUEUE, i, i);
      setI32(JOINED, i, -1);
      setI32(NEAREST, i, -1);
    }
    store<i32>(ALIVE_COUNT, rows);
    store<i32>(QUEUE_COUNT, rows);
    store<i32>(REBUILD, 1);
  }
  barrier(threads);
  for (let round = 0; load<i32>(ALIVE_COUNT) > 1; round++) {
    if (load<i32>(REBUILD) != 0) rebuild(thread, threads);
    if (thread == 0) resetTickets();
    barrier(threads);
    const queued = load<i32>(QUEUE_COUNT);
    for (let block = takeTicket() * 32; block < queued; block = takeTicket() * 32) {
      const end = min(block + 32, queued);
      for (let at = block; at < end; at++) search(i32At(QUEUE, at));
      if (thread == 0 && round == 0) progress(0.25 * <f32>end / <f32>queued);
    }
    barrier(threads);
    if (thread == 0) {
      joinPairs(round, rows);
      progress(1 - 0.75 * <f32>load<i32>(ALIVE_COUNT) / <f32>rows);
    }
    barrier(threads);
  }
}

/** The tree over the clusters that are alive, and the searches in its order: neighbours share what is in the cache. */
function rebuild(thread: i32, threads: i32): void {
  const alive = load<i32>(ALIVE_COUNT);
  if (thread == 0) memory.copy(ORDER, ALIVE, <usize>alive << 2);
  growTree(thread, threads, alive);
  if (thread == 0) {
    for (let slot = 0; slot < LEAVES * CAP; slot++) {
      const id = slotId(slot);
      setF64(SLOT_SIZES, slot, id < 0 ? 1 : f64At(SIZES, id));
    }
    for (let leaf = 0; leaf < LEAVES; leaf++) {
      let least: f64 = Infinity;
      for (let slot = leaf * CAP; slot < (leaf + 1) * CAP; slot++) if (slotId(slot) >= 0) least = min(least, f64At(SLOT_SIZES, slot));
      setF64(LEAST_SIZES, LEAVES + leaf, least);
    }
    for (let node = LEAVES - 1; node > 0; node--) setF64(LEAST_SIZES, node, min(f64At(LEAST_SIZES, 2 * node), f64At(LEAST_SIZES, 2 * node + 1)));
    sortQueue(alive);
    store<i32>(REBUILD, 0);
  }
  barrier(threads);
}

/** The queue in tree order. A queued id is marked by NEAREST −1. */
function sortQueue(alive: i32): void {
  let at = 0;
  for (let position = 0; position < alive; position++) {
    const id = i32At(ORDER, position);
    if (i32At(NEAREST, id) == -1) setI32(QUEUE, at++, id);
  }
}

let bestId: i32 = -1;
let bestCost: f64 = 0;

/** Finds the nearest cluster of `id`: least cost, then as `precedes` says. */
function search(id: i32): void {
  pointOf(id);
  const size = f64At(SIZES, id);
  bestId = -1;
  bestCost = Infinity;
  const own = LEAVES + i32At(SLOT_OF, id) / CAP;
  scanLeaf(own, id, size);
  let depth = 0;
  if (LEAVES > 1) {
    setI32(STACK, 0, 1);
    setF64(STACK, 1, 0);
    depth = 1;
  }
  while (depth > 0) {
    depth--;
    let node = i32At(STACK, depth << 2);
    if (f64At(STACK, (depth << 1) + 1) > bestCost) continue;
    while (node < LEAVES) {
      let near = node << 1;
      let far = near + 1;
      let toNear = bound(near, size);
      let toFar = bound(far, size);
      if (toFar < toNear) {
        near = far;
        far = node << 1;
        const cost = toNear;
        toNear = toFar;
        toFar = cost;
      }
      if (toFar <= bestCost) {
        setI32(STACK, depth << 2, far);
        setF64(STACK, (depth << 1) + 1, toFar);
        depth++;
      }
      node = near;
      if (toNear > bestCost) break;
    }
    if (node >= LEAVES && node != own) scanLeaf(node, id, size);
  }
  setI32(NEAREST, id, bestId);
  setF64(NEAREST_COST, id, bestCost);
}

/** No cluster below the node costs less, rounding included. */
// @ts-ignore: decorator
@inline function bound(node: i32, size: f64): f64 {
  const least = f64At(LEAST_SIZES, node);
  return boxDistance(node, POINT) * (size * least / (size + least)) * SAFE;
}

function scanLeaf(node: i32, id: i32, size: f64): void {
  const leaf = node - LEAVES;
  const coords = leafCoords(leaf);
  const sizeHere = f64x2.splat(size);
  for (let s = 0; s < CAP; s += 8) {
    distancesToEight(coords + (<usize>s << 3), POINT, EIGHT);
    for (let pair = 0; pair < 8; pair += 2) {
      const slot = leaf * CAP + s + pair;
      const sizes = v128.load(SLOT_SIZES + (<usize>slot << 3));
      const squared = v128.load(EIGHT + (<usize>pair << 3));
      const weighted = f64x2.mul(squared, f64x2.mul(sizeHere, sizes));
      const allowed = f64x2.mul(f64x2.splat(bestCost * (1 + 1e-12)), f64x2.add(sizeHere, sizes));
      if (!v128.any_true(f64x2.le(weighted, allowed))) continue;
      consider(slot, id, size, f64x2.extract_lane(squared, 0));
      consider(slot + 1, id, size, f64x2.extract_lane(squared, 1));
    }
  }
}

// @ts-ignore: decorator
@inline function consider(slot: i32, id: i32, size: f64, squared: f64): void {
  const other = slotId(slot);
  if (other == id || other < 0) return;
  const otherSize = f64At(SLOT_SIZES, slot);
  const cost = squared * (size * otherSize / (size + otherSize));
  if (cost > bestCost || (cost == bestCost && !precedes(id, other, bestId))) return;
  bestCost = cost;
  bestId = other;
}

/** Of equally near clusters a scattered one is taken: were it the first, long chains of ties would join one pair a round. */
function precedes(id: i32, other: i32, best: i32): bool {
  const ours = pairHash(id, other);
  const theirs = pairHash(id, best);
  if (ours != theirs) return ours < theirs;
  const least = min(id, other);
  const bestLeast = min(id, best);
  return least < bestLeast || (least == bestLeast && max(id, other) < max(id, best));
}

// @ts-ignore: decorator
@inline function pairHash(a: i32, b: i32): u32 {
  let hash = <u32>min(a, b) * 0x9e3779b1 + <u32>max(a, b);
  hash = (hash ^ (hash >>> 16)) * 0x21f0aaad;
  hash = (hash ^ (hash >>> 15)) * 0x735a2d97;
  return hash ^ (hash >>> 15);
}

/** Joins all pairs that are each other's nearest, and queues who has to search again. Thread 0 only. */
function joinPairs(round: i32, rows: i32): void {
  const alive = load<i32>(ALIVE_COUNT);
  let merges = rows - alive;
  for (let at = 0; at < alive; at++) {
    const a = i32At(ALIVE, at);
    const b = i32At(NEAREST, a);
    if (a > b || i32At(NEAREST, b) != a) continue;
    setI32(FIRST, merges, a);
    setI32(SECOND, merges, b);
    setF64(HEIGHTS, merges++, Math.sqrt(2 * f64At(NEAREST_COST, a)));
    setI32(JOINED, a, round);
    setI32(JOINED, b, round);
    setI32(INTO, a, b);
    setI32(INTO, b, b);
    unite(a, b);
  }
  let left = 0;
  let queued = 0;
  for (let at = 0; at < alive; at++) {
    const id = i32At(ALIVE, at);
    if (i32At(JOINED, id) == round && i32At(INTO, id) != id) continue;
    setI32(ALIVE, left++, id);
    // Choices between ties that were made at different times can run in a circle: then no pair is found, and all choose anew.
    if (merges == rows - alive || i32At(JOINED, id) == round || i32At(JOINED, i32At(NEAREST, id)) == round) setI32(QUEUE, queued++, id);
  }
  for (let at = 0; at < queued; at++) setI32(NEAREST, i32At(QUEUE, at), -1);
  store<i32>(ALIVE_COUNT, left);
  store<i32>(QUEUE_COUNT, queued);
  if (left * 3 < ROWS * 2) store<i32>(REBUILD, 1);
}

/** b becomes the union of a and b, in b's slot; a's slot gets empty. */
function unite(a: i32, b: i32): void {
  const sizeA = f64At(SIZES, a);
  const sizeB = f64At(SIZES, b);
  const total = sizeA + sizeB;
  const slotA = i32At(SLOT_OF, a);
  const slotB = i32At(SLOT_OF, b);
  const leafA = slotA / CAP;
  const leafB = slotB / CAP;
  const coordsA = leafCoords(leafA) + (<usize>(slotA - leafA * CAP) << 3);
  const coordsB = leafCoords(leafB) + (<usize>(slotB - leafB * CAP) << 3);
  for (let j = 0; j < DIMS; j++) {
    const at = POINTS + (((<usize>j) * STRIDE + <usize>b) << 3);
    const mean = (sizeA * coordinate(a, j) + sizeB * load<f64>(at)) / total;
    store<f64>(at, mean);
    store<f64>(coordsA + (<usize>(j * CAP) << 3), FAR);
    store<f64>(coordsB + (<usize>(j * CAP) << 3), mean);
    for (let node = LEAVES + leafB; node > 0; node >>= 1) {
      const low = boxOf(node) + (<usize>j << 3);
      const high = low + (<usize>DIMS2 << 3);
      if (mean >= load<f64>(low) && mean <= load<f64>(high)) break;
      store<f64>(low, min(mean, load<f64>(low)));
      store<f64>(high, max(mean, load<f64>(high)));
    }
  }
  setF64(SIZES, b, total);
  setF64(SLOT_SIZES, slotB, total);
  setF64(SLOT_SIZES, slotA, 1);
  setI32(IDS, slotA, -1);
}
