import { database } from "../db/client";
import { AppError } from "../errors";
import { topItems, viewerOf, viewOf } from "../recommendation/recommend";
import type { View, Viewer } from "../recommendation/model";
import type { FoldInRequest, Recommendations } from "../schemas/recommendation";
import { readFeedback, type Feedback } from "./recommender-feedback";
import { segmentCounts } from "./recommender-segment-counts";
import type { Serving } from "./recommender-serving";

/** Somebody to recommend to, with everything that was sent in about them. */
export interface Audience {
  viewer: Viewer;
  view: View;
  /** How well each item suits; worked out once. */
  scores: () => Float64Array;
  basis: Recommendations["basis"];
  /** Items that are not to be shown: positions in the model. */
  hidden: Set<number>;
  feedback: Feedback;
  testUser: boolean;
}

/** More events of one user than this are no longer read one by one. */
const mostEvents = 5000;

/**
 * A user of the model, with what came in since. Events of test users count for somebody the model does not know, and
 * where `withTests` asks for them.
 * @throws AppError `not_found` in words for a user that neither the model nor an event knows.
 */
export async function audienceOf(serving: Serving, user: string, withTests: boolean): Promise<Audience> {
  const place = serving.users.get(user) ?? -1;
  const events = (await database().liveEvent.findMany({ where: { datasetId: serving.datasetId, userKey: user }, orderBy: { id: "desc" }, take: mostEvents })).reverse();
  const onlyTests = place < 0 && events.every((event) => event.testUser);
  const counted = withTests || onlyTests ? events : events.filter((event) => !event.testUser);
  if (place < 0 && counted.length === 0) throw unknownUser(user);
  const feedback = readFeedback(counted, serving.model);
  const testUser = events.length > 0 && onlyTests;
  if (feedback.values.size === 0) return made(serving, viewerOf(serving.model, place < 0 ? {} : { user: place }), place < 0 ? "live" : "trained", feedback, testUser);
  const before = viewerOf(serving.model, place < 0 ? {} : { user: place });
  const values = new Map(Array.from(before.items, (item, at): [number, number] => [item, before.values[at]!]));
  for (const [item, value] of feedback.values) change(serving, values, item, value);
  const history = { items: [...values.keys()], values: [...values.values()] };
  return made(serving, viewerOf(serving.model, { history, segment: before.segment, ...(place >= 0 && { user: place }) }), "live", feedback, testUser);
}

function change(serving: Serving, values: Map<number, number>, item: string, value: number | null): void {
  const place = serving.items.get(item);
  if (place === undefined) return;
  values.delete(place);
  if (value !== null) values.set(place, value);
}

function made(serving: Serving, viewer: Viewer, basis: Audience["basis"], feedback: Feedback, testUser: boolean): Audience {
  const hidden = new Set<number>();
  const { history } = serving.model;
  if (viewer.user >= 0) for (const item of viewer.items) hidden.add(item);
  else for (const item of viewer.items) if (!feedback.watchlist.has(serving.model.itemIds[item]!) || feedback.hidden.has(serving.model.itemIds[item]!)) hidden.add(item);
  for (const item of feedback.hidden) {
    const place = serving.items.get(item);
    if (place !== undefined && place < history.columns) hidden.add(place);
  }
  const view = viewOf(serving.model, viewer);
  let scores: Float64Array | undefined;
  return { viewer, view, scores: () => (scores ??= view.scoreItems()), basis, hidden, feedback, testUser };
}

function unknownUser(user: string): AppError {
  return new AppError(
    "not_found",
    `This recommender does not know a user “${user}”. If they came after it was trained, retrain it or send one of their events; or describe them with POST …/fold-in by a few titles, genres or a segment.`,
    { invalidParams: [{ name: "user", reason: "Unknown user" }] },
  );
}

/** Titles that stand for a genre or a segment when somebody names nothing else. */
const representatives = 8;

/**
 * Somebody who is only described: by titles, genres, a segment. Nothing is stored or trained.
 * @throws AppError `bad_request` naming items, genres or a segment that the recommender does not know.
 */
export function describedAudience(serving: Serving, request: FoldInRequest): Audience {
  const { model } = serving;
  const ratings = Array.isArray(request.ratings) ? request.ratings.map(({ item, rating }): [string, number] => [item, rating]) : Object.entries(request.ratings);
  refuseUnknown(serving, [...request.likes, ...ratings.map(([item]) => item), ...request.dislikes], ratings);
  const feedback = readFeedback([
    ...request.likes.map((itemKey) => ({ itemKey, type: "like", value: null, at: new Date(0) })),
    ...ratings.map(([itemKey, value]) => ({ itemKey, type: "rating", value, at: new Date(0) })),
    ...request.dislikes.map((itemKey) => ({ itemKey, type: "dislike", value: null, at: new Date(0) })),
  ], model);
  const values = new Map<number, number>();
  const standIns = standInItems(serving, request);
  for (const item of standIns) values.set(item, model.feedback === "explicit" ? model.scale.max : 1);
  for (const [item, value] of feedback.values) change(serving, values, item, value);
  const viewer = viewerOf(model, { history: { items: [...values.keys()], values: [...values.values()] }, segment: request.segment });
  const audience = made(serving, viewer, "described", feedback, false);
  // Titles that only stand for a taste are no titles that the viewer has.
  for (const item of standIns) if (!feedback.values.has(model.itemIds[item]!)) audience.hidden.delete(item);
  return audience;
}

function refuseUnknown(serving: Serving, items: string[], ratings: [string, number][]): void {
  const unknown = items.filter((item) => !serving.items.has(item));
  if (unknown.length > 0) {
    throw new AppError("bad_request", `This recommender does not know ${unknown.slice(0, 5).map((item) => `“${item}”`).join(", ")}${unknown.length > 5 ? ` and ${unknown.length - 5} more` : ""}. Use items that occurred in the events it was trained on.`, {
      invalidParams: unknown.slice(0, 20).map((item) => ({ name: "likes", reason: `Unknown item “${item}”` })),
    });
  }
  const { feedback, scale } = serving.model;
  const outside = feedback === "explicit" ? ratings.find(([, rating]) => rating < scale.min || rating > scale.max) : undefined;
  if (outside) throw new AppError("bad_request", `A rating of ${outside[1]} is outside the scale, ${scale.min} to ${scale.max}.`, { invalidParams: [{ name: `ratings.${outside[0]}`, reason: "Outside the scale" }] });
}

function standInItems({ model, segmentNames }: Serving, { genres, segment }: FoldInRequest): number[] {
  const known = new Set(model.facts.genres.flat());
  const unknown = genres.find((genre) => !known.has(genre));
  if (unknown !== undefined) throw new AppError("bad_request", `No item has the genre “${unknown}”.`, { invalidParams: [{ name: "genres", reason: `Unknown genre “${unknown}”` }] });
  if (segment !== undefined && !segmentNames.has(segment)) throw new AppError("bad_request", `This recommender knows no segment ${segment}. Train it with a segmentation of the users.`, { invalidParams: [{ name: "segment", reason: "Unknown segment" }] });
  const ofGenres = genres.flatMap((genre) => topItems(model.popularity, representatives, (item) => model.facts.genres[item]!.includes(genre)));
  const ofSegment = segment === undefined || !model.segments ? [] : topItems(segmentPopularity(model, segment), representatives, () => true);
  return [...new Set([...ofGenres, ...ofSegment].map(({ item }) => item))];
}

/** How many users of a segment have each item, against how many of all would. */
function segmentPopularity(model: Serving["model"], segment: number): Float64Array {
  const { users, sizes } = segmentCounts(model);
  const items = model.itemIds.length;
  const share = (sizes[segment] ?? 0) / Math.max(1, model.userIds.length);
  return model.popularity.map((everybody, item) => (users[segment * items + item] ?? 0) - share * everybody);
}
