import { moments, type Moments } from "./order-statistics";

/** Sums of squares below have lost digits. */
const leastSquares = 1e-280;

/**
 * Mean and population standard deviation of the present (non-NaN) values, of any magnitude: where their squares would be
 * beyond what a number holds, or vanish, they are taken in a unit that is a power of two.
 * @param known the values' moments, where the caller has them
 */
export function meanAndDeviation(values: Float64Array, known: Moments = moments(values)): { mean: number; deviation: number } {
  const { count, mean, sumSquares } = known;
  if (sumSquares > leastSquares && sumSquares < Number.POSITIVE_INFINITY) return { mean, deviation: Math.sqrt(sumSquares / count) };
  let largest = 0;
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  if (largest === 0 || largest === Number.POSITIVE_INFINITY) return { mean, deviation: 0 };
  const unit = 2 ** Math.floor(Math.log2(largest));
  const scaled = moments(values.map((value) => value / unit));
  return { mean: scaled.mean * unit, deviation: Math.sqrt(scaled.sumSquares / count) * unit };
}
