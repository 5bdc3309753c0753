export interface SampleHistogram {
  feature: string;
  /** Whether its logarithm is shown, because the run takes it. */
  logarithm: boolean;
  bins: number[];
  /** Ends of the axis, in the data's own units. */
  low: number;
  high: number;
  missing: number;
}

interface Sample {
  columns: { name: string }[];
  rows: unknown[][];
}

/**
 * How the chosen features are spread over a sample's rows, as the run will see them: with log1p where it is chosen.
 * Texts and columns without a number are left out. O(features × rows).
 */
export function prepareSampleHistograms(sample: Sample, features: string[], log1p: string[], binCount = 24): SampleHistogram[] {
  return features.flatMap((feature) => {
    const column = sample.columns.findIndex(({ name }) => name === feature);
    const numbers = sample.rows.flatMap((row) => (typeof row[column] === "number" ? [row[column]] : []));
    if (column < 0 || numbers.length === 0) return [];
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    const logarithm = log1p.includes(feature);
    // As the preparation does: shifted to start at 0 where there are negative values.
    const shift = Math.min(0, low);
    const seen = (value: number) => (logarithm ? Math.log1p(value - shift) : value);
    const [from, to] = [seen(low), seen(high)];
    const bins = Array.from({ length: binCount }, () => 0);
    for (const value of numbers) {
      const bin = to > from ? Math.min(binCount - 1, Math.floor(((seen(value) - from) / (to - from)) * binCount)) : 0;
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    return [{ feature, logarithm, bins, low, high, missing: sample.rows.length - numbers.length }];
  });
}
