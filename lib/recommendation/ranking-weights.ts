import type { RecommenderModel, Viewer } from "./model";

/** What of a model decides which of a viewer's items are liked. */
export type LikedRule = Pick<RecommenderModel, "feedback" | "positiveFrom" | "scale">;

export interface WeightOptions {
  /** How far a rating shifts its item's weight; 0: liked items count alike and others not. */
  feedbackScale: number;
  /** Items after which an older one counts half as much; 0: age does not matter. */
  recency: number;
}

/**
 * How much each of a viewer's items counts in a ranking by items.
 * With `feedbackScale` 0: 1 where it is liked, −1 where what was done weighs below 0 (not interested), else 0. With explicit
 * feedback and a `feedbackScale` above 0 every rated item counts, by its rating's place on the scale: the lowest
 * 1 − feedbackScale, the highest 1 + feedbackScale. `recency` halves weights from the newest item backwards.
 */
export function rankingWeights({ feedback, positiveFrom, scale }: LikedRule, { items, values }: Viewer, { feedbackScale, recency }: WeightOptions): Float64Array {
  const half = (scale.max - scale.min) / 2;
  const weights = Float64Array.from(items, (_, at) => {
    const value = values[at]!;
    if (feedback === "explicit" && feedbackScale > 0 && half > 0) return 1 + (feedbackScale * (value - scale.min - half)) / half;
    if (value >= positiveFrom) return 1;
    return feedback === "implicit" && value < 0 ? -1 : 0;
  });
  if (recency === 0) return weights;
  let newer = 0;
  for (let at = weights.length - 1; at >= 0; at--) if (weights[at] !== 0) weights[at]! *= 0.5 ** (newer++ / recency);
  return weights;
}

/** The liked ones of a viewer's items with their weights (1 for a rating), and their places in `viewer.items`. */
export function likedItems({ feedback, positiveFrom }: LikedRule, { items, values }: Viewer): { items: Int32Array; weights: Float32Array; places: Int32Array } {
  const places: number[] = [];
  for (let at = 0; at < items.length; at++) if (values[at]! >= positiveFrom) places.push(at);
  return {
    places: Int32Array.from(places),
    items: Int32Array.from(places, (at) => items[at]!),
    weights: Float32Array.from(places, (at) => (feedback === "explicit" ? 1 : values[at]!)),
  };
}
