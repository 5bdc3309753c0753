import type { Characteristics, Segment } from "@/lib/schemas/segmentation";

export interface BoxPlot {
  segment: number;
  name: string;
  min: number;
  q1: number;
  median: number;
  q3: number;
  max: number;
}

export interface BoxPlotModel {
  feature: string;
  /** Range that all boxes share. */
  range: readonly [number, number];
  boxes: BoxPlot[];
  overallMedian: number | null;
}

/** The spread of one feature in every segment that has values of it; undefined for categories and empty columns. */
export function prepareBoxPlots(segments: Pick<Segment, "segment" | "name" | "characteristics">[], overall: Characteristics, feature: string): BoxPlotModel | undefined {
  const whole = overall[feature];
  if (!whole || !("mean" in whole) || whole.min === null || whole.max === null) return undefined;
  const boxes = segments.flatMap(({ segment, name, characteristics }) => {
    const own = characteristics[feature];
    if (!own || !("mean" in own)) return [];
    const { min, q1, median, q3, max } = own;
    return min === null || q1 === null || median === null || q3 === null || max === null ? [] : [{ segment, name, min, q1, median, q3, max }];
  });
  return { feature, range: [whole.min, whole.max], boxes, overallMedian: whole.median };
}
