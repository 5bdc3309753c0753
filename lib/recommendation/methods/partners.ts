import type { View, Viewer } from "../model";

/** Items and the items that go with them: those of item i at start[i] … start[i + 1] − 1, ascending. */
export interface Partners {
  start: Int32Array;
  column: Int32Array;
  value: Float32Array;
}

/** Scores by summing, over the viewer's items, each one's weight times its partners' similarity. */
export function openPartners({ start, column, value }: Partners, items: number) {
  const addRow = (scores: Float64Array, item: number, weight: number): void => {
    const end = start[item + 1]!;
    for (let at = start[item]!; at < end; at++) scores[column[at]!]! += weight * value[at]!;
  };
  return {
    view: (viewer: Viewer, weights: Float64Array): View => ({
      scoreItems: () => {
        const scores = new Float64Array(items);
        viewer.items.forEach((item, at) => {
          if (weights[at] !== 0) addRow(scores, item, weights[at]!);
        });
        return scores;
      },
      contributions: (target) => Float64Array.from(viewer.items, (item, at) => weights[at]! * partnerValue(start, column, value, item, target)),
    }),
    similarity: (item: number): Float64Array => {
      const scores = new Float64Array(items);
      addRow(scores, item, 1);
      return scores;
    },
  };
}

/** By bisection; 0 where the two are no partners. */
function partnerValue(start: Int32Array, column: Int32Array, value: Float32Array, item: number, target: number): number {
  let low = start[item]!;
  let high = start[item + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (column[middle] === target) return value[middle]!;
    if (column[middle]! < target) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
