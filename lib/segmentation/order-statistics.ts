import { selectedQuantile } from "../kernels/quickselect";

/** The present (non-NaN) values of a column in ascending order; the column itself stays as it is. */
export function sortedPresent(values: Float64Array): Float64Array {
  return presentOf(values).sort();
}

/** A copy of the present (non-NaN) values, in their order. In loops of its own, which is several times as fast as a filter. */
function presentOf(values: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < values.length; i += 1) if (values[i] === values[i]) count += 1;
  if (count === values.length) return values.slice();
  const present = new Float64Array(count);
  let next = 0;
  for (let i = 0; i < values.length; i += 1) if (values[i] === values[i]) present[next++] = values[i]!;
  return present;
}

/**
 * Quantile of ascending values by linear interpolation between closest ranks
 * (type 7 of Hyndman & Fan 1996, the default of NumPy and R); NaN when there are none.
 * @param ratio 0 … 1
 */
export function quantile(ascending: Float64Array, ratio: number): number {
  if (ascending.length === 0) return Number.NaN;
  const position = (ascending.length - 1) * ratio;
  const below = Math.floor(position);
  const low = ascending[below] ?? Number.NaN;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? Number.NaN;
  return low + (high - low) * (position - below);
}

interface RangeAndQuantiles {
  min: number;
  max: number;
  quantiles: number[];
}

/**
 * Range and quantiles of the present values of a column, without sorting it: each rank is selected. O(n) expected
 * time, one copy.
 * @param ratios ascending, 0 … 1
 */
export function rangeAndQuantiles(values: Float64Array, ratios: readonly number[]): RangeAndQuantiles {
  const steps = rangeAndQuantileSteps(values, ratios);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same with a pause between the steps, each of which takes some 70 ms for 5 million values. */
export async function pacedRangeAndQuantiles(values: Float64Array, ratios: readonly number[], pause: () => Promise<void>): Promise<RangeAndQuantiles> {
  const steps = rangeAndQuantileSteps(values, ratios);
  let step = steps.next();
  while (!step.done) {
    await pause();
    step = steps.next();
  }
  return step.value;
}

function* rangeAndQuantileSteps(values: Float64Array, ratios: readonly number[]): Generator<void, RangeAndQuantiles> {
  const present = presentOf(values);
  if (present.length === 0) return { min: Number.NaN, max: Number.NaN, quantiles: ratios.map(() => Number.NaN) };
  const quantiles: number[] = [];
  let from = 0;
  for (const ratio of ratios) {
    yield;
    quantiles.push(selectedQuantile(present, ratio, from));
    from = Math.floor((present.length - 1) * ratio);
  }
  yield;
  return { ...rangeOf(present), quantiles };
}

function rangeOf(present: Float64Array): { min: number; max: number } {
  let [min, max] = [present[0]!, present[0]!];
  for (let i = 1; i < present.length; i += 1) {
    const value = present[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** Count, mean and the sum of squared differences from it, over the present values; two passes, so that large offsets cost no digits. */
export interface Moments {
  count: number;
  mean: number;
  sumSquares: number;
}

/**
 * Moments of the present (non-NaN) values; mean NaN when there are none. Sums are pairwise and squares are centred and
 * corrected (Chan, Golub & LeVeque 1983), in the order of additions of NumPy, so that tied distances stay tied.
 */
export function moments(values: Float64Array): Moments {
  const present = hasMissing(values) ? presentOf(values) : values;
  const count = present.length;
  if (count === 0) return { count, mean: Number.NaN, sumSquares: 0 };
  const mean = pairwiseSum(present, 0, count) / count;
  const { sum, squares } = pairwiseDeviations(present, mean, 0, count, new Float64Array(sumBlock));
  return { count, mean, sumSquares: Math.max(0, squares - (sum * sum) / count) };
}

/** Whether some value is NaN. */
export function hasMissing(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i += 1) if (values[i] !== values[i]) return true;
  return false;
}

const sumBlock = 128;

/** Sum of `length` values from `start`, halving down to blocks of 128 that eight lanes add up: error O(log n). */
function pairwiseSum(values: Float64Array, start: number, length: number): number {
  if (length > sumBlock) {
    const half = (length >> 1) - ((length >> 1) % 8);
    return pairwiseSum(values, start, half) + pairwiseSum(values, start + half, length - half);
  }
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  const end = start + length;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    a += values[at]!;
    b += values[at + 1]!;
    c += values[at + 2]!;
    d += values[at + 3]!;
    e += values[at + 4]!;
    f += values[at + 5]!;
    g += values[at + 6]!;
    h += values[at + 7]!;
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (; at < end; at += 1) sum += values[at]!;
  return sum;
}

/** Sums of the deviations from `mean` and of their squares, added up in the order of `pairwiseSum`; `block` holds 128 numbers of work. */
function pairwiseDeviations(values: Float64Array, mean: number, start: number, length: number, block: Float64Array): { sum: number; squares: number } {
  if (length > sumBlock) {
    const half = (length >> 1) - ((length >> 1) % 8);
    const left = pairwiseDeviations(values, mean, start, half, block);
    const right = pairwiseDeviations(values, mean, start + half, length - half, block);
    return { sum: left.sum + right.sum, squares: left.squares + right.squares };
  }
  for (let at = 0; at < length; at += 1) block[at] = values[start + at]! - mean;
  const sum = pairwiseSum(block, 0, length);
  for (let at = 0; at < length; at += 1) block[at] = block[at]! ** 2;
  return { sum, squares: pairwiseSum(block, 0, length) };
}
