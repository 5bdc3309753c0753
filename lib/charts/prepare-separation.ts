import type { Characteristics, Segment } from "@/lib/schemas/segmentation";

export interface Separation {
  feature: string;
  used: boolean;
  kind: "numeric" | "category";
  /** ANOVA's F, or χ²; null where it is not defined (no spread within any segment). */
  statistic: number | null;
  /** "F(3, 436)" or "χ²(6)". */
  statisticName: string;
  /** Share of the variation that lies between the segments, 0–1: η², or Cramér's V² for a category. */
  betweenRatio: number;
}

type Profiled = Pick<Segment, "segment" | "size" | "characteristics">;

/**
 * How well each feature separates the segments, best first; noise belongs to no segment and takes no part.
 * From stored sizes, means and standard deviations (one-way ANOVA: Fisher 1925), and counts (Pearson's χ²; Cramér 1946).
 * Beyond a category's most frequent 50 values nothing is stored, so the rest doesn't count.
 */
export function prepareSeparation(segments: Profiled[], overall: Characteristics, usedFeatures: string[]): Separation[] {
  const groups = segments.filter(({ segment }) => segment >= 0);
  const used = new Set(usedFeatures);
  const found = Object.entries(overall).flatMap(([feature, whole]): Separation[] => {
    const measured = "mean" in whole ? anova(groups, feature) : chiSquare(groups, feature);
    return measured ? [{ feature, used: used.has(feature), kind: "mean" in whole ? "numeric" : "category", ...measured }] : [];
  });
  return found.sort((a, b) => b.betweenRatio - a.betweenRatio || a.feature.localeCompare(b.feature, "en"));
}

type Measured = Pick<Separation, "statistic" | "statisticName" | "betweenRatio">;

function anova(groups: Profiled[], feature: string): Measured | undefined {
  const present = groups.flatMap(({ size, characteristics }) => {
    const own = characteristics[feature];
    if (!own || !("mean" in own) || own.mean === null) return [];
    return [{ mean: own.mean, std: own.std ?? 0, count: size - own.missingCount }];
  }).filter(({ count }) => count > 0);
  const rows = present.reduce((sum, { count }) => sum + count, 0);
  if (present.length < 2 || rows <= present.length) return undefined;
  const mean = present.reduce((sum, group) => sum + group.mean * group.count, 0) / rows;
  const between = present.reduce((sum, group) => sum + group.count * (group.mean - mean) ** 2, 0);
  const within = present.reduce((sum, group) => sum + (group.count - 1) * group.std ** 2, 0);
  if (between + within === 0) return undefined;
  const [freedom, rest] = [present.length - 1, rows - present.length];
  return { statistic: within === 0 ? null : between / freedom / (within / rest), statisticName: `F(${freedom}, ${rest})`, betweenRatio: between / (between + within) };
}

function chiSquare(groups: Profiled[], feature: string): Measured | undefined {
  const counts = groups.map(({ characteristics }) => {
    const own = characteristics[feature];
    return own && "values" in own ? own.values : {};
  });
  const values = [...new Set(counts.flatMap((own) => Object.keys(own)))];
  const rowSums = counts.map((own) => Object.values(own).reduce((sum, count) => sum + count, 0));
  const rows = rowSums.reduce((sum, count) => sum + count, 0);
  const filled = rowSums.filter((sum) => sum > 0).length;
  const smaller = Math.min(filled, values.length) - 1;
  if (smaller < 1) return undefined;
  let statistic = 0;
  for (const value of values) {
    const column = counts.reduce((sum, own) => sum + (own[value] ?? 0), 0);
    counts.forEach((own, row) => {
      const expected = ((rowSums[row] ?? 0) * column) / rows;
      if (expected > 0) statistic += ((own[value] ?? 0) - expected) ** 2 / expected;
    });
  }
  return { statistic, statisticName: `χ²(${(filled - 1) * (values.length - 1)})`, betweenRatio: Math.min(1, statistic / (rows * smaller)) };
}
