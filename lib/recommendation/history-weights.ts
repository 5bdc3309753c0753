import type { Viewer } from "./model";

/**
 * How much each of a viewer's items counts: 1, shifted by its rating's place on the scale times `feedbackScale`
 * (lowest rating 1 − feedbackScale, highest 1 + feedbackScale). Without a scale every item counts 1.
 */
export function historyWeights({ items, values }: Viewer, feedbackScale: number, scale?: { min: number; max: number }): Float64Array {
  const weights = new Float64Array(items.length).fill(1);
  if (!scale || feedbackScale === 0 || scale.max <= scale.min) return weights;
  const middle = (scale.min + scale.max) / 2;
  const half = (scale.max - scale.min) / 2;
  return weights.map((_, at) => 1 + (feedbackScale * (values[at]! - middle)) / half);
}
