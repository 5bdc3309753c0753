// Sums of distances from every row to every cluster, in f64, sixteen distances at once.
//
// Rows come ordered by cluster; each cluster begins at a multiple of four (pads of weight 0 fill up), so that four
// positions never span two clusters. `pairs` uses the symmetry of distances: blocks of rows meet as in a
// round-robin tournament, so that no two threads add to the same sum in a round, and the order of additions is fixed.
// `singly` computes each distance from both sides and needs no table of sums: for many clusters.
import { f64At, i32At } from "./shared/cells";
import { CLUSTER_OF, CLUSTERS, OUT, POSITIONS, SIZES, STARTS, SUMS, sumsOf, TABLE, WEIGHTS } from "./shared/distance-sums";
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

export { layout } from "./shared/distance-sums";

const BLOCK: i32 = 128;

/** Rows from `row` on in one cluster, four at most; pads count, their sums are never read. */
// @ts-ignore: decorator
@inline function runFrom(row: i32, end: i32): i32 {
  return min(4, min(end, i32At(STARTS, i32At(CLUSTER_OF, row) + 1)) - row);
}

export function pairs(thread: i32, threads: i32): void {
  const blocks = (POSITIONS + BLOCK - 1) / BLOCK;
  const cells = <usize>CLUSTERS * <usize>POSITIONS;
  const first = cells * <usize>thread / <usize>threads;
  const last = cells * <usize>(thread + 1) / <usize>threads;
  memory.fill(TABLE + (first << 3), 0, (last - first) << 3);
  for (let round = 0; round < blocks; round++) {
    barrier(threads);
    if (thread == 0) {
      resetTickets();
      progress(<f32>round / <f32>blocks);
    }
    barrier(threads);
    for (let block = takeTicket(); block < blocks; block = takeTicket()) {
      const other = round >= block ? round - block : round - block + blocks;
      if (other >= block) meet(block, other);
    }
  }
  barrier(threads);
  for (let position = thread; position < POSITIONS; position += threads) {
    const own = i32At(CLUSTER_OF, position);
    let least: f64 = Infinity;
    for (let c = 0; c < CLUSTERS; c++) {
      if (c != own) least = min(least, load<f64>(TABLE + ((<usize>c * <usize>POSITIONS + <usize>position) << 3)) / <f64>i32At(SIZES, c));
    }
    finish(position, own, load<f64>(TABLE + ((<usize>own * <usize>POSITIONS + <usize>position) << 3)), least);
  }
}

/** All distances between two blocks, added to both sides; within one block each distance is computed twice. */
function meet(block: i32, other: i32): void {
  const end = min(POSITIONS, (block + 1) * BLOCK);
  const otherEnd = min(POSITIONS, (other + 1) * BLOCK);
  let count = 0;
  for (let row = block * BLOCK; row < end; row += count) {
    count = runFrom(row, end);
    // Pads must not be added to the other side. A run begins at a multiple of four, so with a real row.
    let real = count;
    while (f64At(WEIGHTS, row + real - 1) == 0) real--;
    const own = i32At(CLUSTER_OF, row);
    const columnSums = block == other ? 0 : TABLE + ((<usize>own * <usize>POSITIONS) << 3);
    let to = 0;
    for (let from = other * BLOCK; from < otherEnd; from = to) {
      const c = i32At(CLUSTER_OF, from);
      to = min(otherEnd, i32At(STARTS, c + 1));
      sumsOf(row, real, from, to, columnSums);
      for (let at = 0; at < real; at++) {
        const sum = TABLE + ((<usize>c * <usize>POSITIONS + <usize>(row + at)) << 3);
        store<f64>(sum, load<f64>(sum) + f64At(SUMS, at));
      }
    }
  }
}

export function singly(thread: i32, threads: i32): void {
  if (thread == 0) resetTickets();
  barrier(threads);
  for (let block = takeTicket(); block * BLOCK < POSITIONS; block = takeTicket()) {
    const end = min(POSITIONS, (block + 1) * BLOCK);
    let count = 0;
    for (let row = block * BLOCK; row < end; row += count) {
      count = runFrom(row, end);
      const own = i32At(CLUSTER_OF, row);
      for (let at = 0; at < count; at++) store<f64>(SUMS + 32 + (<usize>at << 3), Infinity);
      for (let c = 0; c < CLUSTERS; c++) {
        sumsOf(row, count, i32At(STARTS, c), i32At(STARTS, c + 1), 0);
        const size = <f64>i32At(SIZES, c);
        for (let at = 0; at < count; at++) {
          const least = SUMS + 32 + (<usize>at << 3);
          if (c == own) store<f64>(least, f64At(SUMS, at), 32);
          else store<f64>(least, min(load<f64>(least), f64At(SUMS, at) / size));
        }
      }
      for (let at = 0; at < count; at++) finish(row + at, own, f64At(SUMS + 64, at), f64At(SUMS + 32, at));
    }
    if (thread == 0) progress(<f32>end / <f32>POSITIONS);
  }
}

function finish(position: i32, own: i32, sum: f64, nearest: f64): void {
  const size = i32At(SIZES, own);
  const within = size > 1 ? sum / <f64>(size - 1) : 0;
  const larger = max(within, nearest);
  store<f64>(OUT + (<usize>position << 3), size == 1 || larger == 0 ? 0 : (nearest - within) / larger);
}
