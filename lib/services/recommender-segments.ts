import { database } from "../db/client";
import type { Interactions } from "../recommendation/interactions";
import type { RecommenderModel } from "../recommendation/model";
import { contestedItems, countBySegment, liftOf, topLifts, type SegmentCounts, type SegmentLift } from "../recommendation/segment-lift";
import type { RecommenderSegments } from "../schemas/recommendation";
import { cachedAnswer } from "./answer-cache";
import { openServing, type Serving } from "./recommender-serving";
import { catalogueItem } from "./recommender-suggestions";

const mostLifted = 24;
const mostContested = 30;
const mostDemand = 30;
/** Titles that fewer people have are new: what they will do is told from titles like them. */
const newBelowUsers = 10;
/** How many of a genre's titles speak for a new one. */
const leastKnown = 3;

/** What to promote to whom: lift per segment, titles that segments disagree on, and what new titles can expect. */
export async function recommenderSegments(recommenderId: string): Promise<RecommenderSegments> {
  const serving = await openServing(recommenderId);
  const { model } = serving;
  const version = await database().recommenderVersion.findUnique({ where: { id: serving.versionId }, select: { segmentation: { select: { id: true, name: true } } } });
  if (!model.segments || serving.segmentNames.size === 0) {
    return { version: serving.version, segments: [], contested: [], demand: [], notices: ["This version was trained without a segmentation of the users. Link profiles with the events, segment them, and retrain with that segmentation."] };
  }
  const answer = await cachedAnswer(JSON.stringify([serving.versionId, serving.catalogue?.versionId, "segments"]), async () => describe(serving, model.segments!));
  return { ...answer, ...(version?.segmentation && { segmentation: version.segmentation }) };
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
    demand: demand(serving, counts, numbers),
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

/**
 * How many of each segment can be expected to take up titles that few have yet: the mean share, within the segment, of the
 * known titles of the same genres; best rated genres do not count more. Only where a catalogue says the genres.
 */
function demand(serving: Serving, counts: SegmentCounts, numbers: number[]): RecommenderSegments["demand"] {
  const { model, catalogue } = serving;
  const genreShares = genreSharesOf(model, counts, numbers);
  const usersOf = (item: string) => model.popularity[serving.items.get(item) ?? -1] ?? 0;
  const known = (catalogue?.items ?? []).filter(({ genres }) => genres.length > 0);
  const few = known.filter(({ item }) => usersOf(item) < newBelowUsers);
  // Where everything is known, what is known least stands for the new.
  const candidates = few.length > 0 ? few : known.toSorted((a, b) => usersOf(a.item) - usersOf(b.item)).slice(0, mostDemand);
  const expected = candidates.flatMap((item) => {
    const shares = item.genres.map((genre) => genreShares.get(genre)).filter((each) => each !== undefined);
    if (shares.length === 0) return [];
    const bySegment = numbers.map((segment, at) => ({ segment, expectedUsers: (counts.sizes[segment]! * shares.reduce((sum, share) => sum + share[at]!, 0)) / shares.length }));
    return [{ ...item, users: usersOf(item.item), bySegment, total: bySegment.reduce((sum, each) => sum + each.expectedUsers, 0) }];
  });
  return expected.sort((a, b) => (b.year ?? 0) - (a.year ?? 0) || b.total - a.total || a.item.localeCompare(b.item)).slice(0, mostDemand).map(({ total: _, ...each }) => each);
}

/** Per genre the mean share of each segment's people that have a title of it; of titles that are known. */
function genreSharesOf(model: RecommenderModel, counts: SegmentCounts, numbers: number[]): Map<string, number[]> {
  const items = new Map<string, number[]>();
  model.facts.genres.forEach((genres, item) => {
    if (model.popularity[item]! < newBelowUsers) return;
    for (const genre of genres) {
      const own = items.get(genre);
      if (own) own.push(item);
      else items.set(genre, [item]);
    }
  });
  const shares = [...items].filter(([, known]) => known.length >= leastKnown).map(([genre, known]): [string, number[]] => [
    genre, numbers.map((segment) => known.reduce((sum, item) => sum + counts.users[segment * counts.overall.length + item]!, 0) / known.length / Math.max(1, counts.sizes[segment]!)),
  ]);
  return new Map(shares);
}

