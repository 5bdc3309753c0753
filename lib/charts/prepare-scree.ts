export interface ScreeBar {
  component: number;
  ratio: number;
  cumulativeRatio: number;
  variance: number | null;
}

export interface ScreeModel {
  bars: ScreeBar[];
  /** How many components reach 80, 90 and 95 % of the variance; only those reached. */
  marks: { sharePct: number; components: number }[];
  capNote?: string;
}

/** Explained variance per component, at most `limit` of them, with the running total and the 80/90/95 % marks. */
export function prepareScree(ratios: number[], variances: number[] = [], limit = 20): ScreeModel {
  let total = 0;
  const all = ratios.map((ratio, position) => {
    total += ratio;
    return { component: position + 1, ratio, cumulativeRatio: Math.min(1, total), variance: variances[position] ?? null };
  });
  const marks = [80, 90, 95].flatMap((sharePct) => {
    const reached = all.find((bar) => bar.cumulativeRatio >= sharePct / 100 - 1e-12);
    return reached ? [{ sharePct, components: reached.component }] : [];
  });
  return { bars: all.slice(0, limit), marks, ...(all.length > limit && { capNote: `first ${limit} of ${all.length} components` }) };
}
