import type { Matrix } from "../kernels/matrix";
import { randomStream } from "../kernels/random";
import { breathe } from "./progress";

/**
 * Positions of a simple random sample without replacement, ascending; all rows when there are no more than `count`.
 * Selection sampling (Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S).
 */
export function sampleRows(rows: number, count: number, seed: number): Uint32Array {
  if (rows <= count) return Uint32Array.from({ length: rows }, (_, i) => i);
  const random = randomStream(seed);
  const chosen = new Uint32Array(count);
  let taken = 0;
  for (let i = 0; i < rows && taken < count; i += 1) {
    if ((rows - i) * random.nextFloat() < count - taken) chosen[taken++] = i;
  }
  return chosen;
}

/** Rows that are looked at before others get a turn, some 20 ms. */
const countedAtOnce = 16_384;

/** Distinct rows, counted no further than `enough`. O(rows × columns) time at worst. @throws KernelCancelled */
export async function countDistinctRows(matrix: Matrix, enough: number, signal: AbortSignal | undefined): Promise<number> {
  const seen = new Set<string>();
  const row = new Float64Array(matrix.columns);
  for (let i = 0; i < matrix.rows && seen.size < enough; i += 1) {
    if (i % countedAtOnce === countedAtOnce - 1) await breathe(signal);
    let isRepeated = i > 0;
    for (let j = 0; j < matrix.columns; j += 1) {
      const value = matrix.values[j * matrix.rows + i] ?? 0;
      isRepeated &&= value === row[j];
      row[j] = value;
    }
    if (!isRepeated) seen.add(row.join());
  }
  return seen.size;
}
