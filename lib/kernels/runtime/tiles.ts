import type { Matrix } from "../matrix";
import { validateMatrix } from "../validate-matrix";

/** Columns moved and all scaled alike, so that f32 keeps as many digits as it can: cell = (x − centre[j]) × scale. */
export interface Frame {
  centre: Float64Array;
  /** A power of two: scaling loses nothing. */
  scale: number;
}

/** Rows of one tile; mirrored in lib/kernels/assembly/shared/problem.ts. */
export const TILE_ROWS = 16;

const SAMPLED_ROWS = 501;
const BLOCK_CELLS = 2_000_000;

/**
 * A frame for `data`: each column's centre is the median of some rows (an outlier can't push the bulk away from 0,
 * where f32 is fine), the scale brings the farthest cell near 1. Calls `breathe` between columns.
 * @throws RangeError for the first NaN or infinity, with its row and column.
 */
export async function frameOf(data: Matrix, breathe: () => Promise<void>): Promise<Frame> {
  const { rows: n, columns: d } = data;
  const centre = sampleMedians(data);
  let farthest = 0;
  let finite = true;
  let cells = 0;
  for (let j = 0; j < d; j++) {
    const { reach, sum } = reachOf(data, j, centre[j]!);
    farthest = Math.max(farthest, reach);
    finite &&= Number.isFinite(sum);
    cells += n;
    if (cells < BLOCK_CELLS) continue;
    cells = 0;
    await breathe();
  }
  // Sums that are not finite mean a cell that is not: say which.
  if (!finite) validateMatrix(data);
  return { centre, scale: farthest > 0 ? 2 ** -Math.ceil(Math.log2(farthest)) : 1 };
}

/** The largest distance of a column's cells to `middle`, and their sum. */
function reachOf({ rows: n, values }: Matrix, j: number, middle: number): { reach: number; sum: number } {
  let least = middle;
  let most = middle;
  let sum = 0;
  for (let i = j * n; i < j * n + n; i++) {
    const value = values[i]!;
    sum += value;
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  return { reach: Math.max(most - middle, middle - least), sum };
}

/** Each column's median over some evenly spread rows. */
export function sampleMedians({ rows: n, columns: d, values }: Matrix): Float64Array {
  const sampled = Math.min(n, SAMPLED_ROWS);
  return Float64Array.from({ length: d }, (_, j) => {
    const some = Float64Array.from({ length: sampled }, (_, at) => values[j * n + Math.floor((at * n) / sampled)]!).sort();
    return some[sampled >> 1] ?? 0;
  });
}

/** Bytes of `rows` rows in tiles. */
export function tileBytes(rows: number, columns: number): number {
  return Math.ceil(rows / TILE_ROWS) * TILE_ROWS * columns * 4;
}

/**
 * Writes rows as f32 tiles into `target` (16 rows × columns each, column by column; empty lanes 0): all rows, or those
 * that `chosen` lists. Calls `breathe` between blocks of some 10 ms.
 */
export async function writeTiles(
  data: Matrix,
  frame: Frame,
  target: Float32Array,
  breathe: () => Promise<void>,
  chosen?: Int32Array,
): Promise<void> {
  const { columns: d } = data;
  const count = chosen ? chosen.length : data.rows;
  const tail = count % TILE_ROWS;
  if (tail > 0) target.fill(0, (count - tail) * d, (count - tail + TILE_ROWS) * d);
  const block = Math.max(TILE_ROWS, Math.floor(BLOCK_CELLS / d / TILE_ROWS) * TILE_ROWS);
  for (let from = 0; from < count; from += block) {
    const to = Math.min(count, from + block);
    for (let j = 0; j < d; j++) {
      if (chosen) writeChosen(data, frame, target, j, from, to, chosen);
      else writeRange(data, frame, target, j, from, to);
    }
    if (to < count) await breathe();
  }
}

function writeRange({ rows: n, columns: d, values }: Matrix, frame: Frame, target: Float32Array, j: number, from: number, to: number): void {
  const centre = frame.centre[j]!;
  const { scale } = frame;
  const skip = (d - 1) * TILE_ROWS;
  let at = from * d + j * TILE_ROWS;
  for (let i = from; i < to; ) {
    const end = Math.min(to, i + TILE_ROWS);
    for (; i < end; i++) target[at++] = (values[j * n + i]! - centre) * scale;
    at += skip;
  }
}

function writeChosen({ rows: n, columns: d, values }: Matrix, frame: Frame, target: Float32Array, j: number, from: number, to: number, chosen: Int32Array): void {
  const centre = frame.centre[j]!;
  for (let i = from; i < to; i++) {
    const lane = i % TILE_ROWS;
    target[(i - lane) * d + j * TILE_ROWS + lane] = (values[j * n + chosen[i]!]! - centre) * frame.scale;
  }
}
