import type { Characteristics, NumericCharacteristic, Segment } from "@/lib/schemas/segmentation";

export interface ProfileCell {
  mean: number | null;
  std: number | null;
  /** Distance of the segment's mean from the whole's, in the whole's standard deviations; null where it is not defined. */
  zScore: number | null;
}

export interface ProfileModel {
  features: { name: string; used: boolean; mean: number | null; std: number | null; decimals: number }[];
  segments: { segment: number; name: string; size: number; cells: ProfileCell[] }[];
  /** "12 of 214 features, those that differ most", when some are left out. */
  capNote?: string;
}

type ProfiledSegment = Pick<Segment, "segment" | "name" | "size" | "characteristics">;

/**
 * Means of every numeric feature per segment against the whole. Used features come first, in the run's order; the others
 * after them. Above `limit` features those stay whose means differ most between the segments.
 */
export function prepareProfile(segments: ProfiledSegment[], overall: Characteristics, usedFeatures: string[], limit = 24): ProfileModel {
  const used = new Set(usedFeatures);
  const numeric = Object.keys(overall).filter((name) => typeof numericOf(overall, name)?.mean === "number");
  const ordered = [...usedFeatures.filter((name) => numeric.includes(name)), ...numeric.filter((name) => !used.has(name))];
  const strongest = new Set([...ordered].sort((a, b) => spreadOf(segments, overall, b) - spreadOf(segments, overall, a)).slice(0, limit));
  const names = ordered.filter((name) => strongest.has(name));
  return {
    features: names.map((name) => {
      const whole = numericOf(overall, name);
      return { name, used: used.has(name), mean: whole?.mean ?? null, std: whole?.std ?? null, decimals: decimalsFor(segments, whole, name) };
    }),
    segments: segments.map(({ segment, name, size, characteristics }) => ({
      segment, name, size,
      cells: names.map((feature) => cellOf(characteristics, overall, feature)),
    })),
    ...(names.length < ordered.length && { capNote: `${names.length} of ${ordered.length} features: those that differ most` }),
  };
}

function cellOf(characteristics: Characteristics, overall: Characteristics, feature: string): ProfileCell {
  const own = numericOf(characteristics, feature);
  const whole = numericOf(overall, feature);
  const mean = own?.mean ?? null;
  const wholeMean = whole?.mean ?? null;
  const wholeStd = whole?.std ?? 0;
  const zScore = mean !== null && wholeMean !== null && wholeStd > 0 ? (mean - wholeMean) / wholeStd : null;
  return { mean, std: own?.std ?? null, zScore };
}

function numericOf(characteristics: Characteristics, name: string): NumericCharacteristic | undefined {
  const found = characteristics[name];
  return found && "mean" in found ? found : undefined;
}

function spreadOf(segments: ProfiledSegment[], overall: Characteristics, feature: string): number {
  return segments.reduce((most, { characteristics }) => Math.max(most, Math.abs(cellOf(characteristics, overall, feature).zScore ?? 0)), 0);
}

/** Decimals for one feature's whole column, so that its figures line up: about three significant figures of the largest. */
function decimalsFor(segments: ProfiledSegment[], whole: NumericCharacteristic | undefined, feature: string): number {
  const sizes = [whole?.mean, ...segments.map(({ characteristics }) => numericOf(characteristics, feature)?.mean)].map((mean) => Math.abs(mean ?? 0));
  const largest = Math.max(...sizes);
  if (largest >= 100 || largest === 0) return 0;
  if (largest >= 10) return 1;
  return largest >= 0.1 ? 2 : 4;
}
