import { assignTiles } from "./assign";
import { Problem, resetThresholds, rowAt, spreadCentres, sumBytes, tileCount } from "./problem";

// Tiles of one call: long enough to be worth a call, short enough that V8 swaps in its optimised code early.
// @ts-ignore: decorator
@inline const CHUNK: i32 = 64;

// @ts-ignore: decorator
@inline
export function blockStart(p: Problem, block: i32): i32 {
  return <i32>((<i64>tileCount(p) * block) / p.blocks);
}

/** One assignment of the rows of a block. */
export function assignBlock(p: Problem, block: i32, scratch: usize): i32 {
  const end = blockStart(p, block + 1);
  const sums = p.sums + <usize>block * p.blockStride;
  let changed = 0;
  for (let from = blockStart(p, block); from < end; from += CHUNK) {
    changed += assignTiles(p, from, min(end, from + CHUNK), sums, scratch);
  }
  return changed;
}

/** Adds the blocks' sums up, in block order. */
export function addBlocks(p: Problem): void {
  const bytes = <usize>p.k * sumBytes(p);
  memory.copy(p.totals, p.sums, bytes);
  for (let block = 1; block < p.blocks; block++) {
    const from = p.sums + <usize>block * p.blockStride;
    for (let at: usize = 0; at < bytes; at += 8) {
      store<f64>(p.totals + at, load<f64>(p.totals + at) + load<f64>(from + at));
    }
  }
}

/** Sum of squared distances of the rows to their clusters' means, from the totals; `cluster` −1: of all clusters. */
export function errorOf(p: Problem, cluster: i32): f64 {
  const d = p.columns;
  const first = cluster < 0 ? 0 : cluster;
  const end = cluster < 0 ? p.k : cluster + 1;
  let error: f64 = 0;
  for (let c = first; c < end; c++) {
    const at = p.totals + <usize>c * sumBytes(p);
    const count = load<f64>(at + (<usize>d << 3), 8);
    if (count < 0.5) continue;
    let square: f64 = 0;
    for (let j = 0; j < d; j++) {
      const sum = load<f64>(at + (<usize>j << 3));
      square += sum * sum;
    }
    error += load<f64>(at + (<usize>d << 3)) - square / count;
  }
  return error;
}

/** Moves each centre to its cluster's mean; answers Σ rows × step², by which the error shrinks. */
export function moveCentres(p: Problem): f64 {
  const d = p.columns;
  let gain: f64 = 0;
  let largest: f32 = 0;
  let secondLargest: f32 = 0;
  for (let c = 0; c < p.k; c++) {
    const from = p.totals + <usize>c * sumBytes(p);
    const count = load<f64>(from + (<usize>d << 3), 8);
    if (count < 0.5) continue;
    const step = moveCentre(p, c, from, count);
    gain += count * step * step;
    const rounded = <f32>step * 1.000001;
    if (rounded > largest) {
      secondLargest = largest;
      largest = rounded;
    } else if (rounded > secondLargest) secondLargest = rounded;
  }
  p.moved += (largest + secondLargest) * 1.000001;
  const relocated = relocateEmpty(p);
  spreadCentres(p);
  return relocated ? Infinity : gain;
}

function moveCentre(p: Problem, c: i32, from: usize, count: f64): f64 {
  const d = p.columns;
  const to = p.centres + ((<usize>c * <usize>d) << 2);
  const mean = p.means + ((<usize>c * <usize>d) << 3);
  let square: f64 = 0;
  for (let j = 0; j < d; j++) {
    const value = load<f64>(from + (<usize>j << 3)) / count;
    const rounded = <f32>value;
    const step = <f64>rounded - <f64>load<f32>(to + (<usize>j << 2));
    square += step * step;
    store<f64>(mean + (<usize>j << 3), value);
    store<f32>(to + (<usize>j << 2), rounded);
  }
  return sqrt<f64>(square);
}

/** Puts each centre that owns no row onto the row that lies farthest from all centres, if any lies off them. */
function relocateEmpty(p: Problem): bool {
  const d = p.columns;
  let relocated = false;
  for (let c = 0; c < p.k; c++) {
    const count = load<f64>(p.totals + <usize>c * sumBytes(p) + (<usize>d << 3), 8);
    if (count > 0.5) continue;
    const row = farthestRow(p);
    if (row < 0) break;
    placeCentre(p, c, row);
    relocated = true;
  }
  if (relocated) resetThresholds(p);
  return relocated;
}

/** Puts centre `c` onto a row. */
export function placeCentre(p: Problem, c: i32, row: i32): void {
  const d = p.columns;
  for (let j = 0; j < d; j++) {
    const value = load<f32>(rowAt(p, row) + (<usize>j << 6));
    store<f32>(p.centres + ((<usize>c * <usize>d + <usize>j) << 2), value);
    store<f64>(p.means + ((<usize>c * <usize>d + <usize>j) << 3), <f64>value);
  }
}

function farthestRow(p: Problem): i32 {
  let farthest = -1;
  let most: f32 = 0;
  for (let row = 0; row < p.rows; row++) {
    let least = f32.MAX_VALUE;
    for (let c = 0; c < p.k; c++) least = min<f32>(least, squareTo(p, row, c));
    if (least > most) {
      most = least;
      farthest = row;
    }
  }
  return farthest;
}

function squareTo(p: Problem, row: i32, c: i32): f32 {
  const d = p.columns;
  const at = rowAt(p, row);
  const centre = p.centres + ((<usize>c * <usize>d) << 2);
  let square: f32 = 0;
  for (let j = 0; j < d; j++) {
    const difference = load<f32>(at + (<usize>j << 6)) - load<f32>(centre + (<usize>j << 2));
    square += difference * difference;
  }
  return square;
}

/** Lloyd's iterations on one thread, until an iteration gains less than `tolerance` of the error; answers the error. */
export function lloyd(p: Problem, tolerance: f64, mostIterations: i32): f64 {
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    p.iterations++;
    let changed = 0;
    for (let block = 0; block < p.blocks; block++) changed += assignBlock(p, block, p.scratch);
    // Labels from before may all be right, and the centres still not their means.
    if (changed == 0 && iteration > 0) break;
    addBlocks(p);
    const gain = moveCentres(p);
    const error = errorOf(p, -1);
    if (gain <= tolerance * error) return error;
  }
  return errorOf(p, -1);
}
