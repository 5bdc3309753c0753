// DBSCAN on a k-d tree. No neighbour list is kept: core points are counted with an early end, clusters grow in a
// union-find over the core points, and whole subtrees that belong to one cluster already are passed over.
import { i32At, setI32 } from "./shared/cells";
import {
  boxDistance, boxOf, boxToBox, boxToBoxMost, CAP, DIMS, DIMS2, distancesToEight, endOf, leafCoords, LEAVES, ORDER, SAFE, slotId, startOf,
} from "./shared/kd-tree";
import { EIGHT, growTree, layOutQuery, POINT, pointOf, SCRATCH_BYTES, STACK } from "./shared/query";
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

export { tree } from "./shared/query";

/** Tags of nodes: no core point below, or core points of several clusters (so far). */
const NONE: i32 = -1;
const MIXED: i32 = -2;
/** What a pass does with each leaf; a level ≥ 0 links it with the leaves below its ancestor of that level. */
const LINK_ALL: i32 = -1;
const PLACE_BORDER: i32 = -2;
const MARK_CORES: i32 = -3;

let ROW_COUNT: i32 = 0;
let SQUARED_EPS: f64 = 0;
let MIN_SAMPLES: i32 = 0;
/** u8 per row; i32 per row: union-find; i32 per row: nearest core row of a border row, −1 for noise. */
let CORE: usize = 0;
let PARENT: usize = 0;
let BORDER: usize = 0;
/** i32 per node: a core row of the one cluster below it, NONE or MIXED. */
let TAGS: usize = 0;

// @ts-ignore: decorator
@inline function isCore(row: i32): bool {
  return load<u8>(CORE + <usize>row) != 0;
}

export function dbscan(thread: i32, threads: i32, rows: i32, eps: f64, minSamples: i32, core: usize, parent: usize, border: usize, tags: usize, scratch: usize): void {
  ROW_COUNT = rows;
  // Empty slots lie at FAR: no radius may reach them.
  SQUARED_EPS = min(eps * eps, 1e295);
  MIN_SAMPLES = minSamples;
  CORE = core;
  PARENT = parent;
  BORDER = border;
  TAGS = tags;
  layOutQuery(scratch + <usize>thread * SCRATCH_BYTES);
  if (thread == 0) {
    for (let i = 0; i < rows; i++) {
      setI32(ORDER, i, i);
      setI32(PARENT, i, i);
    }
  }
  growTree(thread, threads, rows);
  phase(thread, threads, MARK_CORES, 0.1, 0.5);
  tagAll(thread, threads);
  let levels = 0;
  while (1 << levels < LEAVES) levels++;
  phase(thread, threads, levels, 0.5, 0.5);
  tagAll(thread, threads);
  if (levels > 3) {
    phase(thread, threads, levels - 3, 0.5, 0.6);
    tagAll(thread, threads);
  }
  if (levels > 7) {
    phase(thread, threads, levels - 7, 0.6, 0.7);
    tagAll(thread, threads);
  }
  phase(thread, threads, LINK_ALL, 0.7, 0.9);
  tagAll(thread, threads);
  phase(thread, threads, PLACE_BORDER, 0.9, 1);
}

/** One pass over the leaves, all threads together. */
function phase(thread: i32, threads: i32, step: i32, from: f32, to: f32): void {
  if (thread == 0) resetTickets();
  barrier(threads);
  for (let block = takeTicket() * 8; block < LEAVES; block = takeTicket() * 8) {
    const end = min(block + 8, LEAVES);
    for (let leaf = block; leaf < end; leaf++) {
      if (step == MARK_CORES) markCores(LEAVES + leaf);
      else if (step == PLACE_BORDER) placeBorder(leaf);
      else linkLeaf(LEAVES + leaf, step);
    }
    if (thread == 0) progress(from + (to - from) * <f32>block / <f32>LEAVES);
  }
  barrier(threads);
}

// @ts-ignore: decorator
@inline function isDense(node: i32): bool {
  const box = boxOf(node);
  let sum: f64 = 0;
  for (let j = 0; j < DIMS; j++) {
    const width = load<f64>(box + (<usize>(DIMS2 + j) << 3)) - load<f64>(box + (<usize>j << 3));
    sum += width * width;
  }
  return sum <= SQUARED_EPS * SAFE;
}

/** The highest node above (or at) the leaf whose points all lie within eps of each other; 0: not even the leaf. */
function denseAbove(leafNode: i32): i32 {
  if (!isDense(leafNode)) return 0;
  let node = leafNode;
  while (node > 1 && isDense(node >> 1)) node >>= 1;
  return node;
}

function markCores(leafNode: i32): void {
  const dense = denseAbove(leafNode);
  const all = dense != 0 && endOf(dense) - startOf(dense) >= MIN_SAMPLES;
  const end = endOf(leafNode);
  for (let at = startOf(leafNode); at < end; at++) {
    const row = i32At(ORDER, at);
    store<u8>(CORE + <usize>row, all || hasEnoughNeighbours(row, leafNode) ? 1 : 0);
  }
}

function hasEnoughNeighbours(row: i32, own: i32): bool {
  pointOf(row);
  let count = countInLeaf(own);
  if (count >= MIN_SAMPLES) return true;
  let depth = 1;
  setI32(STACK, 0, 1);
  while (depth > 0) {
    let node = i32At(STACK, --depth);
    if (node == own || boxDistance(node, POINT) * SAFE > SQUARED_EPS) continue;
    if (node >= LEAVES) {
      count += countInLeaf(node);
      if (count >= MIN_SAMPLES) return true;
      continue;
    }
    setI32(STACK, depth++, 2 * node);
    setI32(STACK, depth++, 2 * node + 1);
  }
  return false;
}

function countInLeaf(node: i32): i32 {
  const coords = leafCoords(node - LEAVES);
  const limit = f64x2.splat(SQUARED_EPS);
  let count = 0;
  for (let s = 0; s < CAP; s += 8) {
    distancesToEight(coords + (<usize>s << 3), POINT, EIGHT);
    for (let at: usize = 0; at < 64; at += 16) count += popcnt(i64x2.bitmask(f64x2.le(v128.load(EIGHT + at), limit)));
  }
  return count;
}

// Union-find without locks: a root is only ever hung below a smaller root, so the last root is the least row.

function find(row: i32): i32 {
  let parent = i32At(PARENT, row);
  while (parent != row) {
    const above = i32At(PARENT, parent);
    setI32(PARENT, row, above);
    row = above;
    parent = i32At(PARENT, row);
  }
  return row;
}

function unite(a: i32, b: i32): void {
  while (true) {
    a = find(a);
    b = find(b);
    if (a == b) return;
    if (a < b) {
      const other = a;
      a = b;
      b = other;
    }
    if (atomic.cmpxchg<i32>(PARENT + (<usize>a << 2), a, b) == a) return;
  }
}

/** Tags every node with the cluster below it. */
function tagAll(thread: i32, threads: i32): void {
  for (let leaf = thread; leaf < LEAVES; leaf += threads) setI32(TAGS, LEAVES + leaf, tagOfLeaf(LEAVES + leaf));
  barrier(threads);
  if (thread == 0) {
    for (let node = LEAVES - 1; node > 0; node--) {
      const a = i32At(TAGS, 2 * node);
      const b = i32At(TAGS, 2 * node + 1);
      const same = a >= 0 && b >= 0 && find(a) == find(b);
      setI32(TAGS, node, a == NONE ? b : b == NONE || same ? a : MIXED);
    }
  }
  barrier(threads);
}

function tagOfLeaf(node: i32): i32 {
  const end = endOf(node);
  let tag = NONE;
  for (let at = startOf(node); at < end; at++) {
    const row = i32At(ORDER, at);
    if (!isCore(row)) continue;
    if (tag == NONE) tag = row;
    else if (find(tag) != find(row)) return MIXED;
  }
  return tag;
}

/** Unites the clusters of this leaf and of leaves from here on below its ancestor of the level (root = level 0; LINK_ALL: all). */
function linkLeaf(own: i32, level: i32): void {
  const tag = i32At(TAGS, own);
  if (tag == NONE) return;
  let top = 1;
  if (level >= 0) {
    top = own;
    let at = 31 - clz(own);
    while (at > level) {
      top >>= 1;
      at--;
    }
  }
  let depth = 1;
  setI32(STACK, 0, top);
  while (depth > 0) {
    const node = i32At(STACK, --depth);
    const there = i32At(TAGS, node);
    if (there == NONE) continue;
    if (tag >= 0 && there >= 0 && find(tag) == find(there)) continue;
    // Pairs of leaves are looked at once, from the left one.
    const shift = clz(node) - clz(own);
    if (((node + 1) << shift) - 1 < own) continue;
    if (boxToBox(own, node) * SAFE > SQUARED_EPS) continue;
    if (tag >= 0 && there >= 0 && boxToBoxMost(own, node) <= SQUARED_EPS * SAFE) unite(tag, there);
    else if (node < LEAVES) {
      setI32(STACK, depth++, 2 * node + 1);
      setI32(STACK, depth++, 2 * node);
    } else linkLeaves(own, node, tag >= 0 && there >= 0);
  }
}

/** Unites core rows within eps of each other; the first such pair is enough where both sides are one cluster each. */
function linkLeaves(a: i32, b: i32, oneIsEnough: bool): void {
  const end = endOf(a);
  const base = (b - LEAVES) * CAP;
  const coords = leafCoords(b - LEAVES);
  const limit = f64x2.splat(SQUARED_EPS);
  for (let at = startOf(a); at < end; at++) {
    const row = i32At(ORDER, at);
    if (!isCore(row)) continue;
    pointOf(row);
    if (boxDistance(b, POINT) * SAFE > SQUARED_EPS) continue;
    for (let s = 0; s < CAP; s += 8) {
      distancesToEight(coords + (<usize>s << 3), POINT, EIGHT);
      for (let pair = 0; pair < 8; pair += 2) {
        let bits = i64x2.bitmask(f64x2.le(v128.load(EIGHT + (<usize>pair << 3)), limit));
        while (bits != 0) {
          const other = slotId(base + s + pair + ctz(bits));
          bits &= bits - 1;
          if (!isCore(other)) continue;
          if (other != row) unite(row, other);
          if (oneIsEnough) return;
        }
      }
    }
  }
}

/** Sends every row of the leaf that is not core to its nearest core row within eps; ties to the least row. */
function placeBorder(leaf: i32): void {
  const end = endOf(LEAVES + leaf);
  for (let at = startOf(LEAVES + leaf); at < end; at++) {
    const row = i32At(ORDER, at);
    if (!isCore(row)) setI32(BORDER, row, nearestCore(row));
  }
}

function nearestCore(row: i32): i32 {
  pointOf(row);
  let best = -1;
  let least = SQUARED_EPS;
  let depth = 1;
  setI32(STACK, 0, 1);
  while (depth > 0) {
    const node = i32At(STACK, --depth);
    if (i32At(TAGS, node) == NONE || boxDistance(node, POINT) * SAFE > least) continue;
    if (node < LEAVES) {
      setI32(STACK, depth++, 2 * node);
      setI32(STACK, depth++, 2 * node + 1);
      continue;
    }
    const base = (node - LEAVES) * CAP;
    const coords = leafCoords(node - LEAVES);
    for (let s = 0; s < CAP; s += 8) {
      distancesToEight(coords + (<usize>s << 3), POINT, EIGHT);
      for (let slot = 0; slot < 8; slot++) {
        const squared = load<f64>(EIGHT + (<usize>slot << 3));
        if (squared > least) continue;
        const other = slotId(base + s + slot);
        if (!isCore(other) || (squared == least && best >= 0 && other > best)) continue;
        least = squared;
        best = other;
      }
    }
  }
  return best;
}
