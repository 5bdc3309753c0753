/**
 * Where a curve bends most: the index whose point lies farthest from the chord between the first and the last point,
 * after both axes are scaled to 0 … 1.
 * @param values a monotone curve sampled at 0, 1, 2 …, finite
 * @returns an index of `values`; 0 for fewer than three points or a flat curve; ties take the first.
 * Deterministic. O(n) time, O(1) memory. Source: Satopää, Albrecht, Irwin & Raghavan 2011 (Kneedle), without its
 * smoothing and for the single most marked knee only.
 */
export function knee(values: ArrayLike<number>): number {
  const last = values.length - 1;
  if (last < 2) return 0;
  const start = values[0]!;
  const range = values[last]! - start;
  if (range === 0) return 0;
  let best = 0;
  let farthest = 0;
  for (let i = 1; i < last; i += 1) {
    const distance = Math.abs((values[i]! - start) / range - i / last);
    if (distance > farthest + 1e-12) {
      farthest = distance;
      best = i;
    }
  }
  return best;
}
