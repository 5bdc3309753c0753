// Complete, average and Ward linkage: the nearest-neighbour chain on the condensed distance matrix, step for step as SciPy's
// `_hierarchy.nn_chain`, so that tied distances come out as there. All threads fill the matrix, thread 0 walks the chain.
import { f64At, i32At, setF64, setI32 } from "./shared/cells";
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

/** Linkages; mirrored in lib/kernels/chain-merges.ts. */
// @ts-ignore: decorator
@inline const COMPLETE: i32 = 0;
// @ts-ignore: decorator
@inline const AVERAGE: i32 = 1;

/** From so many columns on, several rows are filled at once. */
// @ts-ignore: decorator
@inline const WIDE: i32 = 48;
// @ts-ignore: decorator
@inline const ROWS_AT_ONCE: i32 = 16;
// @ts-ignore: decorator
@inline const OTHERS_AT_ONCE: i32 = 256;

let ROWS: i32 = 0;
/** u32 per row: the address that (row, 0) would have; the distances lie row by row, the upper triangle only. */
let BASES: usize = 0;
/** i32: the clusters alive, ascending; so many. */
let ALIVE: usize = 0;
let alive: i32 = 0;
/** f64 per row: rows in its cluster. */
let SIZES: usize = 0;

/** Where the distance of a < b lies. */
// @ts-ignore: decorator
@inline function cell(a: i32, b: i32): usize {
  return load<usize>(BASES + (<usize>a << 2)) + (<usize>b << 3);
}

/**
 * `points`: rows × dims f64, column-major; `sizes`: f64 per row, filled by the caller. Writes rows − 1 merges as i32, i32,
 * f64. The rest is room, as laid out in lib/kernels/chain-merges.ts.
 */
export function chain(thread: i32, threads: i32, rows: i32, dims: i32, linkage: i32, points: usize, distances: usize, bases: usize, aliveList: usize, sizes: usize, stack: usize, first: usize, second: usize, heights: usize): void {
  ROWS = rows;
  BASES = bases;
  ALIVE = aliveList;
  SIZES = sizes;
  if (thread == 0) {
    let next = distances;
    for (let row = 0; row < rows; row++) {
      store<usize>(bases + (<usize>row << 2), next - (<usize>(row + 1) << 3));
      next += <usize>(rows - row - 1) << 3;
      setI32(aliveList, row, row);
    }
    resetTickets();
  }
  barrier(threads);
  if (dims < WIDE) {
    for (let row = takeTicket(); row < rows; row = takeTicket()) {
      fillRow(row, dims, points);
      if (thread == 0) progress(0.2 * <f32>row / <f32>rows);
    }
  } else {
    for (let from = takeTicket() * ROWS_AT_ONCE; from < rows; from = takeTicket() * ROWS_AT_ONCE) {
      fillRows(from, min(rows, from + ROWS_AT_ONCE), dims, points);
      if (thread == 0) progress(0.2 * <f32>from / <f32>rows);
    }
  }
  barrier(threads);
  if (thread == 0) walk(linkage, stack, first, second, heights);
  barrier(threads);
}

function fillRow(row: i32, dims: i32, points: usize): void {
  const column = <usize>ROWS << 3;
  let other = row + 1;
  for (; other + 1 < ROWS; other += 2) {
    let sum = f64x2.splat(0);
    let at = points;
    for (let j = 0; j < dims; j++) {
      const difference = f64x2.sub(v128.load_splat<f64>(at + (<usize>row << 3)), v128.load(at + (<usize>other << 3)));
      sum = f64x2.add(sum, f64x2.mul(difference, difference));
      at += column;
    }
    v128.store(cell(row, other), f64x2.sqrt(sum));
  }
  if (other >= ROWS) return;
  let sum: f64 = 0;
  for (let j = 0; j < dims; j++) {
    const at = points + <usize>j * column;
    const difference = load<f64>(at + (<usize>row << 3)) - load<f64>(at + (<usize>other << 3));
    sum += difference * difference;
  }
  store<f64>(cell(row, other), Math.sqrt(sum));
}

/**
 * The same for several rows at once and column by column, so that a column's cells come from memory once for all of them;
 * in many columns the points don't fit the cache. Sums grow in the matrix itself, in the same order: the same bits.
 */
function fillRows(from: i32, to: i32, dims: i32, points: usize): void {
  const column = <usize>ROWS << 3;
  for (let block = from; block < ROWS; block += OTHERS_AT_ONCE) {
    const end = min(ROWS, block + OTHERS_AT_ONCE);
    for (let j = 0; j < dims; j++) {
      const at = points + <usize>j * column;
      for (let row = from; row < to; row++) addColumn(row, max(row + 1, block), end, at, j == 0);
    }
    for (let row = from; row < to; row++) {
      for (let other = max(row + 1, block); other < end; other++) store<f64>(cell(row, other), Math.sqrt(load<f64>(cell(row, other))));
    }
  }
}

function addColumn(row: i32, start: i32, end: i32, at: usize, isFirst: bool): void {
  if (start >= end) return;
  const own = load<f64>(at + (<usize>row << 3));
  const both = f64x2.splat(own);
  let other = start;
  let sums = cell(row, start);
  for (; other + 1 < end; other += 2) {
    const difference = f64x2.sub(both, v128.load(at + (<usize>other << 3)));
    const square = f64x2.mul(difference, difference);
    v128.store(sums, isFirst ? square : f64x2.add(v128.load(sums), square));
    sums += 16;
  }
  if (other >= end) return;
  const difference = own - load<f64>(at + (<usize>other << 3));
  store<f64>(sums, isFirst ? difference * difference : load<f64>(sums) + difference * difference);
}

function walk(linkage: i32, stack: usize, first: usize, second: usize, heights: usize): void {
  alive = ROWS;
  let length = 0;
  for (let merge = 0; merge < ROWS - 1; ) {
    if (length == 0) setI32(stack, length++, i32At(ALIVE, 0));
    const x = i32At(stack, length - 1);
    const previous = length > 1 ? i32At(stack, length - 2) : -1;
    const nearest = nearestOf(x, previous);
    if (nearest != previous) {
      setI32(stack, length++, nearest);
      continue;
    }
    length -= 2;
    const gone = min(x, nearest);
    const kept = max(x, nearest);
    const height = load<f64>(cell(gone, kept));
    setI32(first, merge, gone);
    setI32(second, merge, kept);
    setF64(heights, merge++, height);
    remove(gone);
    unite(gone, kept, linkage, height);
    if ((merge & 15) == 0) {
      const left = <f32>alive / <f32>ROWS;
      progress(0.2 + 0.8 * (1 - left * left));
    }
  }
}

/** The cluster nearest to x; the previous one of the chain wins ties, then the lowest. */
function nearestOf(x: i32, previous: i32): i32 {
  let nearest = previous;
  let least: f64 = previous >= 0 ? load<f64>(cell(min(x, previous), max(x, previous))) : Infinity;
  let at = 0;
  for (; at < alive; at++) {
    const i = i32At(ALIVE, at);
    if (i >= x) break;
    const distance = load<f64>(cell(i, x));
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  const row = load<usize>(BASES + (<usize>x << 2));
  for (at++; at < alive; at++) {
    const i = i32At(ALIVE, at);
    const distance = load<f64>(row + (<usize>i << 3));
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

function remove(gone: i32): void {
  let low = 0;
  let high = alive - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (i32At(ALIVE, middle) < gone) low = middle + 1;
    else high = middle;
  }
  memory.copy(ALIVE + (<usize>low << 2), ALIVE + (<usize>(low + 1) << 2), <usize>(alive - low - 1) << 2);
  alive--;
}

/** Distances of the union to all others, by Lance and Williams; the union keeps the higher number. */
function unite(gone: i32, kept: i32, linkage: i32, between: f64): void {
  const sizeGone = f64At(SIZES, gone);
  const sizeKept = f64At(SIZES, kept);
  const total = sizeGone + sizeKept;
  setF64(SIZES, kept, total);
  for (let at = 0; at < alive; at++) {
    const i = i32At(ALIVE, at);
    if (i == kept) continue;
    const toKept = i < kept ? cell(i, kept) : cell(kept, i);
    const a = load<f64>(i < gone ? cell(i, gone) : cell(gone, i));
    const b = load<f64>(toKept);
    if (linkage == COMPLETE) store<f64>(toKept, max(a, b));
    else if (linkage == AVERAGE) store<f64>(toKept, (sizeGone * a + sizeKept * b) / total);
    else {
      const size = f64At(SIZES, i);
      const share = 1 / (total + size);
      store<f64>(toKept, Math.sqrt((size + sizeGone) * share * a * a + (size + sizeKept) * share * b * b - size * share * between * between));
    }
  }
}
