// Hartigan's exchange: a row moves to another cluster where that lowers the error, its effect on both means counted in.
// Its optima are a strict part of Lloyd's. Source: Hartigan 1975; Telgarsky and Vattani 2010. In f64 on the f32 cells.
import { addBlocks, errorOf, lloyd, moveCentres } from "./lloyd";
import { Problem, rowAt, sumBytes } from "./problem";

// A move has to gain more than rounding could.
// @ts-ignore: decorator
@inline const LEAST_GAIN: f64 = 1e-10;

// @ts-ignore: decorator
@inline
function countOf(p: Problem, c: i32): f64 {
  return load<f64>(p.totals + <usize>c * sumBytes(p) + (<usize>p.columns << 3), 8);
}

function squareToMean(p: Problem, row: usize, c: i32): f64 {
  const sums = p.totals + <usize>c * sumBytes(p);
  const share = 1 / countOf(p, c);
  let square: f64 = 0;
  for (let j = 0; j < p.columns; j++) {
    const difference = <f64>load<f32>(row + (<usize>j << 6)) - load<f64>(sums + (<usize>j << 3)) * share;
    square += difference * difference;
  }
  return square;
}

function moveRow(p: Problem, row: usize, from: i32, to: i32): void {
  const d = p.columns;
  const a = p.totals + <usize>from * sumBytes(p);
  const b = p.totals + <usize>to * sumBytes(p);
  let square: f64 = 0;
  for (let j = 0; j < d; j++) {
    const value = <f64>load<f32>(row + (<usize>j << 6));
    const at = <usize>j << 3;
    store<f64>(a + at, load<f64>(a + at) - value);
    store<f64>(b + at, load<f64>(b + at) + value);
    square += value * value;
  }
  const at = <usize>d << 3;
  store<f64>(a + at, load<f64>(a + at) - square);
  store<f64>(b + at, load<f64>(b + at) + square);
  store<f64>(a + at, load<f64>(a + at, 8) - 1, 8);
  store<f64>(b + at, load<f64>(b + at, 8) + 1, 8);
}

/** Looks at `rows` rows from `start`; answers how many moved. */
function exchangeRows(p: Problem, start: i32, end: i32): i32 {
  let moved = 0;
  for (let i = start; i < end; i++) {
    const own = <i32>load<u16>(p.labels + (<usize>i << 1));
    const count = countOf(p, own);
    if (count < 1.5) continue;
    const row = rowAt(p, i);
    const loss = (squareToMean(p, row, own) * count) / (count - 1);
    if (loss == 0) continue;
    let least = loss * (1 - LEAST_GAIN);
    let chosen = own;
    for (let c = 0; c < p.k; c++) {
      if (c == own) continue;
      const size = countOf(p, c);
      if (size < 0.5) continue;
      const cost = (squareToMean(p, row, c) * size) / (size + 1);
      if (cost < least) {
        least = cost;
        chosen = c;
      }
    }
    if (chosen == own) continue;
    moveRow(p, row, own, chosen);
    store<u16>(p.labels + (<usize>i << 1), <u16>chosen);
    moved++;
  }
  return moved;
}

/** Lloyd's iterations to the end, then exchanges until none gains. One block only. Answers the error. */
export function exchange(p: Problem, mostPasses: i32): f64 {
  lloyd(p, 0, 1000);
  addBlocks(p);
  for (let pass = 0; pass < mostPasses; pass++) {
    let moved = 0;
    for (let from = 0; from < p.rows; from += 512) moved += exchangeRows(p, from, min(p.rows, from + 512));
    if (moved == 0) break;
  }
  memory.copy(p.sums, p.totals, <usize>p.k * sumBytes(p));
  moveCentres(p);
  return errorOf(p, -1);
}
