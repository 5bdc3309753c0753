import type { RecommenderModel } from "../recommendation/model";
import { likedRows } from "../recommendation/ranking-weights";
import { countBySegment, type SegmentCounts } from "../recommendation/segment-lift";

const counted = new WeakMap<RecommenderModel, SegmentCounts>();

/**
 * How many users of each segment have each item, counted once for a model; a model without segments has none of them. What
 * speaks against an item is no having it; a low rating is.
 */
export function segmentCounts(model: RecommenderModel): SegmentCounts {
  const known = counted.get(model);
  if (known) return known;
  const counts = countBySegment(model.feedback === "implicit" ? likedRows({ feedback: "implicit", positiveFrom: Number.MIN_VALUE }, model.history) : model.history, model.segments ?? new Int32Array(model.userIds.length).fill(-1));
  counted.set(model, counts);
  return counts;
}
