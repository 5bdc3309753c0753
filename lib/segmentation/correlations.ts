import type { NumericColumn } from "../schemas/feature-column";
import { moments } from "./order-statistics";

/** Pearson correlation of every pair of columns. */
export interface Correlations {
  names: string[];
  /** Row-major, names × names; NaN where a column is constant or the two share fewer than three rows. */
  values: Float64Array;
}

/**
 * Pearson's r of each pair of numeric columns over the rows where both are present.
 * Time O(columns² × rows), memory O(columns × rows).
 */
export function correlations(columns: NumericColumn[]): Correlations {
  const size = columns.length;
  const values = new Float64Array(size * size).fill(Number.NaN);
  const standardised = columns.map((column) => standardise(column.values));
  for (let a = 0; a < size; a += 1) {
    for (let b = a; b < size; b += 1) {
      const r = correlate(standardised[a]!, standardised[b]!);
      values[a * size + b] = r;
      values[b * size + a] = r;
    }
  }
  return { names: columns.map((column) => column.name), values };
}

/** (x − mean) / spread: keeps the sums small; a constant column becomes NaN everywhere. */
function standardise(values: Float64Array): Float64Array {
  const { count, mean, sumSquares } = moments(values);
  const spread = Math.sqrt(sumSquares / count);
  return values.map((value) => (spread > 0 ? (value - mean) / spread : Number.NaN));
}

function correlate(a: Float64Array, b: Float64Array): number {
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let i = 0; i < a.length; i += 1) {
    const x = a[i]!;
    const y = b[i]!;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    count += 1;
    sumA += x;
    sumB += y;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  if (count < 3) return Number.NaN;
  const covariance = products - (sumA * sumB) / count;
  const spread = Math.sqrt((squaresA - (sumA * sumA) / count) * (squaresB - (sumB * sumB) / count));
  return spread > 0 ? Math.max(-1, Math.min(1, covariance / spread)) : Number.NaN;
}
