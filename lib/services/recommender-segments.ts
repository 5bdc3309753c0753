import { database } from "../db/client";
import type { Interactions } from "../recommendation/interactions";
import type { RecommenderModel } from "../recommendation/model";
import { contestedItems, countBySegment, liftOf, topLifts, type SegmentLift } from "../recommendation/segment-lift";
import type { RecommenderSegments } from "../schemas/recommendation";
import { cachedAnswer } from "./answer-cache";
import { expectedDemand } from "./recommender-demand";
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
  const describeOnce = (describeAll: () => RecommenderSegments) => cachedAnswer(JSON.stringify([serving.versionId, serving.catalogue?.versionId, "segments"]), async () => describeAll());
  if (!segments || serving.segmentNames.size === 0) return describeOnce(() => withoutSegments(serving));
  const answer = await describeOnce(() => describe(serving, segments));
  return { ...answer, ...(version?.segmentation && { segmentation: version.segmentation }) };
}

/** Without segments, what everybody can be expected to take is still told. */
function withoutSegments(serving: Serving): RecommenderSegments {
  const nobody = countBySegment(entriesOf(serving.model), { positiveFrom: Number.NEGATIVE_INFINITY, segments: new Int32Array(serving.model.userIds.length).fill(-1) });
  return {
    version: serving.version, segments: [], contested: [], ...expectedDemand(serving, nobody, []),
    notices: ["This version was trained without a segmentation of the users. Link profiles with the events, segment them, and retrain with that segmentation."],
  };
}

function describe(serving: Serving, segments: Int32Array): RecommenderSegments {
  const { model } = serving;
  const interactions = entriesOf(model);
  const options = { positiveFrom: Number.NEGATIVE_INFINITY, segments };
  const counts = countBySegment(interactions, options);
  const lifts = topLifts(interactions, options, mostLifted);
  const contested = contestedItems(interactions, options, mostContested);
  const ratings = meanBySegment(model, interactions, segments, contested.map(({ item }) => item));
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

/** The model's history as interactions: who has what. */
function entriesOf({ userIds, itemIds, history }: RecommenderModel): Interactions {
  const user = new Int32Array(history.column.length);
  for (let row = 0; row < history.rows; row++) user.fill(row, history.start[row], history.start[row + 1]);
  return { users: history.rows, items: history.columns, userIds, itemIds, user, item: history.column, value: history.value, time: new Float64Array(0), row: new Int32Array(0) };
}

function viewLift(serving: Serving, { item, users, shareRatio, overallRatio, lift, low95, high95 }: SegmentLift) {
  return { ...catalogueItem(serving, serving.model.itemIds[item]!), users, shareRatio, overallShareRatio: overallRatio, lift, low95, high95 };
}

/** Mean rating of some items within each segment, in one pass; of weights there is none. */
function meanBySegment({ feedback }: RecommenderModel, { user, item, value }: Interactions, segments: Int32Array, items: number[]): (item: number, segment: number) => number | undefined {
  if (feedback === "implicit") return () => undefined;
  const wanted = new Set(items);
  const sums = new Map<string, { sum: number; count: number }>();
  item.forEach((each, at) => {
    if (!wanted.has(each)) return;
    const key = `${each} ${segments[user[at]!]!}`;
    const before = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: before.sum + value[at]!, count: before.count + 1 });
  });
  return (each, segment) => {
    const found = sums.get(`${each} ${segment}`);
    return found && found.sum / found.count;
  };
}
