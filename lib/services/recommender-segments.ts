import { database } from "../db/client";
import type { RecommenderModel } from "../recommendation/model";
import { contestedItems, liftOf, topLifts, type SegmentLift } from "../recommendation/segment-lift";
import type { RecommenderSegments } from "../schemas/recommendation";
import { cachedAnswer } from "./answer-cache";
import { expectedDemand } from "./recommender-demand";
import { segmentCounts } from "./recommender-segment-counts";
import { openServing, type Serving } from "./recommender-serving";
import { catalogueItem } from "./recommender-suggestions";

const mostLifted = 24;
const mostContested = 30;

/** What to promote to whom: lift per segment, titles that segments disagree on, and what new titles can expect. */
export async function recommenderSegments(recommenderId: string): Promise<RecommenderSegments> {
  const serving = await openServing(recommenderId);
  const { model } = serving;
  const version = await database().recommenderVersion.findUnique({ where: { id: serving.versionId }, select: { segmentation: { select: { id: true, name: true } } } });
  const { segments } = model;
  const describeOnce = (describeAll: () => RecommenderSegments) => cachedAnswer(JSON.stringify([serving.versionId, serving.catalogue?.versionId, [...serving.segmentNames], "segments"]), async () => describeAll());
  if (!segments || serving.segmentNames.size === 0) return describeOnce(() => withoutSegments(serving));
  const answer = await describeOnce(() => describe(serving, segments));
  return { ...answer, ...(version?.segmentation && { segmentation: version.segmentation }) };
}

/** Without segments, what everybody can be expected to take is still told. */
function withoutSegments(serving: Serving): RecommenderSegments {
  return {
    version: serving.version, segments: [], contested: [], ...expectedDemand(serving, segmentCounts(serving.model), []),
    notices: ["This version was trained without a segmentation of the users. Link profiles with the events, segment them, and retrain with that segmentation."],
  };
}

function describe(serving: Serving, segments: Int32Array): RecommenderSegments {
  const { model } = serving;
  const counts = segmentCounts(model);
  const lifts = topLifts(counts, mostLifted);
  const contested = contestedItems(counts, mostContested);
  const ratings = meanBySegment(model, segments, contested.map(({ item }) => item));
  const numbers = [...serving.segmentNames.keys()].filter((segment) => (counts.sizes[segment] ?? 0) > 0);
  return {
    version: serving.version,
    segments: numbers.map((segment) => ({ segment, name: serving.segmentNames.get(segment)!, users: counts.sizes[segment]!, lifted: (lifts[segment] ?? []).filter(({ lift }) => lift > 1).map((lift) => viewLift(serving, lift)) })),
    contested: contested.map(({ item, disagreement }) => ({
      ...catalogueItem(serving, model.itemIds[item]!), spread: disagreement,
      bySegment: numbers.map((segment) => {
        const { users, shareRatio } = liftOf(counts, segment, item);
        const meanRating = ratings(item, segment);
        return { segment, users, shareRatio, ...(meanRating !== undefined && { meanRating }) };
      }),
    })),
    ...expectedDemand(serving, counts, numbers),
    notices: [],
  };
}

function viewLift(serving: Serving, { item, users, shareRatio, overallRatio, lift, low95, high95 }: SegmentLift) {
  return { ...catalogueItem(serving, serving.model.itemIds[item]!), users, shareRatio, overallShareRatio: overallRatio, lift, low95, high95 };
}

/** Mean rating of some items within each segment, in one pass; of weights there is none. */
function meanBySegment({ feedback, history }: RecommenderModel, segments: Int32Array, items: number[]): (item: number, segment: number) => number | undefined {
  if (feedback === "implicit") return () => undefined;
  const wanted = new Set(items);
  const found = new Map<string, { sum: number; count: number }>();
  for (let user = 0; user < history.rows; user++) {
    for (let at = history.start[user]!; at < history.start[user + 1]!; at++) {
      const item = history.column[at]!;
      if (!wanted.has(item)) continue;
      const key = `${item} ${segments[user]!}`;
      const before = found.get(key) ?? { sum: 0, count: 0 };
      found.set(key, { sum: before.sum + history.value[at]!, count: before.count + 1 });
    }
  }
  return (item, segment) => {
    const mean = found.get(`${item} ${segment}`);
    return mean && mean.sum / mean.count;
  };
}
