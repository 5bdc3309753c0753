import type { Characteristics, Segment } from "@/lib/schemas/segmentation";

export interface ParallelAxis {
  feature: string;
  used: boolean;
  /** Ends of the axis, in the data's own units: the outermost quartiles of any segment. */
  low: number;
  high: number;
}

export interface ParallelLine {
  segment: number;
  name: string;
  /** Per axis: quartiles and median as a share of the axis, 0 at its low end; null without values. */
  points: ({ q1: number; median: number; q3: number; exact: { q1: number; median: number; q3: number } } | null)[];
}

export interface ParallelModel {
  axes: ParallelAxis[];
  lines: ParallelLine[];
  capNote?: string;
}

type Profiled = Pick<Segment, "segment" | "name" | "characteristics">;

/**
 * Segments as lines over the features: the median, with the middle half of the rows around it. Every axis reaches from
 * the lowest quartile of any segment to the highest, so that a few giants don't press everything else together.
 * @param features in the order of the axes; categories and columns without spread are left out
 */
export function prepareParallel(segments: Profiled[], overall: Characteristics, features: string[], usedFeatures: string[], limit = 12): ParallelModel {
  const used = new Set(usedFeatures);
  const all = features.flatMap((feature): ParallelAxis[] => {
    const whole = overall[feature];
    if (!whole || !("mean" in whole)) return [];
    const ends = segments.flatMap(({ characteristics }) => quartiles(characteristics, feature) ?? []).flatMap(({ q1, q3 }) => [q1, q3]);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    return ends.length > 0 && high > low ? [{ feature, used: used.has(feature), low, high }] : [];
  });
  const axes = all.slice(0, limit);
  const lines = segments.map(({ segment, name, characteristics }): ParallelLine => ({
    segment,
    name,
    points: axes.map(({ feature, low, high }) => {
      const exact = quartiles(characteristics, feature);
      if (!exact) return null;
      const share = (value: number) => (value - low) / (high - low);
      return { q1: share(exact.q1), median: share(exact.median), q3: share(exact.q3), exact };
    }),
  }));
  return { axes, lines, ...(all.length > limit && { capNote: `${limit} of ${all.length} features: those that differ most` }) };
}

function quartiles(characteristics: Characteristics, feature: string): { q1: number; median: number; q3: number } | undefined {
  const own = characteristics[feature];
  if (!own || !("mean" in own) || own.q1 === null || own.median === null || own.q3 === null) return undefined;
  return { q1: own.q1, median: own.median, q3: own.q3 };
}
