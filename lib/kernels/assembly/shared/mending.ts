// Trying what a K-means solution would gain from moving one centre elsewhere, on the rows around it alone: a cluster is
// split, or taken away, or both, and Lloyd's iterations follow among the clusters near by. What is gained there is
// gained on all rows, since each row may still choose any other centre. lib/kernels/kmeans-mend.ts chooses the moves.
import { lloyd } from "./lloyd";
import { Problem, resetLabels, rowAt, spreadCentres, tileCount } from "./problem";

// Power iterations towards the direction in which a cluster is widest.
// @ts-ignore: decorator
@inline const TURNS: i32 = 4;

/**
 * Words of a task: the cluster to take away and the one to split (−1: none), whether the centres to begin with stand in the
 * outcome, every how manieth row, how many clusters take part, and which.
 */
// @ts-ignore: decorator
@inline const REMOVED: usize = 0;
// @ts-ignore: decorator
@inline const SPLIT: usize = 4;
// @ts-ignore: decorator
@inline const BEGUN: usize = 8;
// @ts-ignore: decorator
@inline const STRIDE: usize = 12;
// @ts-ignore: decorator
@inline const COUNT: usize = 16;
// @ts-ignore: decorator
@inline const MEMBERS: usize = 20;

/** Copies the rows of cluster `c`, every `stride`-th of them, into `q` from `row` on; answers the row behind. `sums`: f64 × columns. */
function gatherCluster(p: Problem, q: Problem, c: i32, stride: u32, row: i32, order: usize, starts: usize, sums: usize): i32 {
  const d = p.columns;
  memory.fill(sums, 0, <usize>d << 3);
  const end = load<u32>(starts + (<usize>(c + 1) << 2));
  for (let at = load<u32>(starts + (<usize>c << 2)); at < end; at += stride) {
    let from = rowAt(p, load<i32>(order + (<usize>at << 2)));
    let to = rowAt(q, row++);
    let sum = sums;
    for (let j = 0; j < d; j++) {
      const value = load<f32>(from);
      store<f32>(to, value);
      store<f64>(sum, load<f64>(sum) + <f64>value);
      from += 64;
      to += 64;
      sum += 8;
    }
  }
  return row;
}

/** Squared distances of the rows `from` … `to` − 1 of `q` to their mean, `sums` / rows. */
function errorAbout(q: Problem, from: i32, to: i32, sums: usize): f64 {
  let error: f64 = 0;
  const share = 1 / <f64>max(1, to - from);
  for (let row = from; row < to; row++) {
    const at = rowAt(q, row);
    for (let j = 0; j < q.columns; j++) {
      const difference = <f64>load<f32>(at + (<usize>j << 6)) - load<f64>(sums + (<usize>j << 3)) * share;
      error += difference * difference;
    }
  }
  return error;
}

function clearTail(q: Problem): void {
  for (let lane = q.rows; lane < tileCount(q) << 4; lane++) {
    for (let j = 0; j < q.columns; j++) store<f32>(rowAt(q, lane) + (<usize>j << 6), 0);
  }
}

/** Writes `mean` ± the direction in which `rows` rows from `first` on are widest, one standard deviation long, to `a` and `b`. */
function splitCentre(q: Problem, first: i32, rows: i32, mean: usize, a: usize, b: usize, direction: usize, next: usize): void {
  const d = q.columns;
  for (let j = 0; j < d; j++) store<f64>(direction + (<usize>j << 3), 1 / <f64>(j + 1));
  let spread: f64 = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    memory.fill(next, 0, <usize>d << 3);
    for (let row = first; row < first + rows; row++) {
      const at = rowAt(q, row);
      let along: f64 = 0;
      for (let j = 0; j < d; j++) {
        along += <f64>(load<f32>(at + (<usize>j << 6)) - load<f32>(mean + (<usize>j << 2))) * load<f64>(direction + (<usize>j << 3));
      }
      for (let j = 0; j < d; j++) {
        const to = next + (<usize>j << 3);
        store<f64>(to, load<f64>(to) + along * <f64>(load<f32>(at + (<usize>j << 6)) - load<f32>(mean + (<usize>j << 2))));
      }
    }
    let square: f64 = 0;
    for (let j = 0; j < d; j++) square += load<f64>(next + (<usize>j << 3)) ** 2;
    const length = sqrt<f64>(square);
    // The last turn's vector was a unit vector, so its image is as long as the scatter along it.
    spread = sqrt<f64>(length / <f64>max(1, rows));
    const scale = length > 0 ? 1 / length : 0;
    for (let j = 0; j < d; j++) store<f64>(direction + (<usize>j << 3), load<f64>(next + (<usize>j << 3)) * scale);
  }
  for (let j = 0; j < d; j++) {
    const middle = load<f32>(mean + (<usize>j << 2));
    const step = <f32>(spread * load<f64>(direction + (<usize>j << 3)));
    store<f32>(a + (<usize>j << 2), middle - step);
    store<f32>(b + (<usize>j << 2), middle + step);
  }
}

/**
 * Tries one move. The outcome: f64 error of the task's clusters before, f64 after, then their f32 centres in the task's
 * order without the one taken away, the second half of the one split at the end. `scratch`: 2 f64 × columns.
 */
export function tryMove(p: Problem, q: Problem, task: usize, outcome: usize, order: usize, starts: usize, scratch: usize, tolerance: f64, mostIterations: i32): void {
  const d = p.columns;
  const bytes = <usize>d << 2;
  const removed = load<i32>(task, REMOVED);
  const split = load<i32>(task, SPLIT);
  const count = load<i32>(task, COUNT);
  const begun = load<i32>(task, BEGUN) != 0;
  let before: f64 = 0;
  let k = 0;
  let half = -1;
  let rows = 0;
  let splitFrom = 0;
  let splitEnd = 0;
  for (let member = 0; member < count; member++) {
    const c = load<i32>(task + (<usize>member << 2), MEMBERS);
    const from = rows;
    rows = gatherCluster(p, q, c, load<u32>(task, STRIDE), from, order, starts, scratch);
    before += errorAbout(q, from, rows, scratch);
    if (c == removed) continue;
    if (c == split) {
      half = k;
      splitFrom = from;
      splitEnd = rows;
    }
    memory.copy(q.centres + <usize>k * bytes, p.centres + <usize>c * bytes, bytes);
    k++;
  }
  q.rows = rows;
  clearTail(q);
  if (half >= 0) {
    const mean = p.centres + <usize>split * bytes;
    const other = q.centres + <usize>k * bytes;
    if (!begun) splitCentre(q, splitFrom, splitEnd - splitFrom, mean, q.centres + <usize>half * bytes, other, scratch, scratch + (<usize>d << 3));
    k++;
  }
  if (begun) memory.copy(q.centres, outcome + 16, <usize>k * bytes);
  q.k = k;
  spreadCentres(q);
  resetLabels(q);
  store<f64>(outcome, before);
  store<f64>(outcome, lloyd(q, tolerance, mostIterations), 8);
  memory.copy(outcome + 16, q.centres, <usize>k * bytes);
}
