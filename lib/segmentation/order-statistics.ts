/** The present (non-NaN) values of a column in ascending order; the column itself stays as it is. */
export function sortedPresent(values: Float64Array): Float64Array {
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) count += 1;
  const present = new Float64Array(count);
  let next = 0;
  for (const value of values) if (!Number.isNaN(value)) present[next++] = value;
  return present.sort();
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

/** Count, mean and the sum of squared differences from it, over the present values; two passes, so that large offsets cost no digits. */
export interface Moments {
  count: number;
  mean: number;
  sumSquares: number;
}

/** Moments of the present (non-NaN) values; mean NaN when there are none. */
export function moments(values: Float64Array): Moments {
  let count = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
  }
  if (count === 0) return { count, mean: Number.NaN, sumSquares: 0 };
  const mean = sum / count;
  let sumSquares = 0;
  let remainder = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const difference = value - mean;
    remainder += difference;
    sumSquares += difference * difference;
  }
  // Corrected two-pass (Chan, Golub & LeVeque 1983): the remainder is the mean's rounding error.
  return { count, mean: mean + remainder / count, sumSquares: sumSquares - (remainder * remainder) / count };
}
