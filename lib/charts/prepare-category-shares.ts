import type { Characteristics, Segment } from "@/lib/schemas/segmentation";

export interface CategoryShares {
  column: string;
  /** Most frequent first, at most `limit`. `shares` are 0–1 of a segment's present cells, in the segments' order. */
  values: { value: string; overallRatio: number; shares: (number | null)[] }[];
  capNote?: string;
}

/** How often each value of a category occurs in each segment, for columns with at least two values. */
export function prepareCategoryShares(segments: Pick<Segment, "characteristics">[], overall: Characteristics, limit = 8): CategoryShares[] {
  return Object.keys(overall).flatMap((column) => {
    const whole = countsOf(overall, column);
    if (!whole || whole.size < 2) return [];
    const ordered = [...whole.entries()].sort((a, b) => b[1] - a[1]);
    const total = sum(whole);
    const perSegment = segments.map(({ characteristics }) => countsOf(characteristics, column));
    const values = ordered.slice(0, limit).map(([value, count]) => ({
      value,
      overallRatio: count / total,
      shares: perSegment.map((counts) => (counts && sum(counts) > 0 ? (counts.get(value) ?? 0) / sum(counts) : null)),
    }));
    return [{ column, values, ...(ordered.length > limit && { capNote: `top ${limit} of ${ordered.length} values` }) }];
  });
}

function countsOf(characteristics: Characteristics, column: string): Map<string, number> | undefined {
  const found = characteristics[column];
  return found && "values" in found ? new Map(Object.entries(found.values)) : undefined;
}

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
