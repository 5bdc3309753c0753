import type { RecommenderModel } from "../recommendation/model";
import { countBySegment, type SegmentCounts } from "../recommendation/segment-lift";

const counted = new WeakMap<RecommenderModel, SegmentCounts>();

/** How many users of each segment have each item, counted once for a model; a model without segments has none of them. */
export function segmentCounts(model: RecommenderModel): SegmentCounts {
  const known = counted.get(model);
  if (known) return known;
  const counts = countBySegment(model.history, model.segments ?? new Int32Array(model.userIds.length).fill(-1));
  counted.set(model, counts);
  return counts;
}
