import type { RecommenderModel, Viewer } from "./model";
import type { SparseRows } from "./sparse-rows";

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

/** The liked entries of a history (users × items), in its order: what rankings learn from. The value is 1 for a rating, else the weight. */
export function likedRows({ feedback, positiveFrom }: Pick<LikedRule, "feedback" | "positiveFrom">, history: SparseRows): SparseRows {
  const { rows, columns } = history;
  const start = new Int32Array(rows + 1);
  const kept = history.value.reduce((count, value) => count + (value >= positiveFrom ? 1 : 0), 0);
  const liked: SparseRows = { rows, columns, start, column: new Int32Array(kept), value: new Float32Array(kept) };
  let next = 0;
  for (let row = 0; row < rows; row++) {
    for (let at = history.start[row]!; at < history.start[row + 1]!; at++) {
      if (history.value[at]! < positiveFrom) continue;
      liked.column[next] = history.column[at]!;
      liked.value[next++] = feedback === "explicit" ? 1 : history.value[at]!;
    }
    start[row + 1] = next;
  }
  return liked;
}
