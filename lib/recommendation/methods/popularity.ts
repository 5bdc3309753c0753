import type { Interactions } from "../interactions";
import type { ItemFacts } from "../item-facts";
import type { Learned, RecommenderModel, Scorer, Viewer } from "../model";
import { numberOf, type TrainInput } from "../train-input";

const DAY_MS = 86_400_000;
/** Imagined events that keep a handful of recent events from being a trend. */
const TREND_PRIOR = 5;

/** How many users have each item with at least this value, and of these users only those for whom `ofUser` holds. */
export function countUsers({ items, item, user, value }: Interactions, positiveFrom = -Infinity, ofUser?: (user: number) => boolean): Float64Array {
  const counts = new Float64Array(items);
  for (let at = 0; at < item.length; at++) if (value[at]! >= positiveFrom && (!ofUser || ofUser(user[at]!))) counts[item[at]!]!++;
  return counts;
}

/**
 * How much more often each item occurs in the last `days` (up to the newest event) than its usual share of all events
 * lets expect: (recent − expected) / √(expected + 5), so that small numbers are no trend. 0 without times.
 */
function trendOf(interactions: Interactions, days: number, positiveFrom = -Infinity): Float64Array {
  const { item, time, items, value } = interactions;
  let newest = -Infinity;
  for (let at = 0; at < time.length; at++) if (time[at]! > newest) newest = time[at]!;
  const recent = new Float64Array(items);
  let recentTotal = 0;
  for (let at = 0; at < time.length; at++) {
    if (!(time[at]! > newest - days * DAY_MS) || value[at]! < positiveFrom) continue;
    recent[item[at]!]!++;
    recentTotal++;
  }
  const all = countUsers(interactions, positiveFrom);
  const total = all.reduce((sum, count) => sum + count, 0);
  return recent.map((count, i) => {
    const expected = (all[i]! * recentTotal) / Math.max(1, total);
    return (count - expected) / Math.sqrt(expected + TREND_PRIOR);
  });
}

/** Number of each genre by name, and the genres of each item as numbers. */
function genreIndex({ genres }: ItemFacts): { names: string[]; ofItem: number[][] } {
  const names = Array.from(new Set(genres.flat())).sort();
  const numbers = new Map(names.map((name, at): [string, number] => [name, at]));
  return { names, ofItem: genres.map((list) => list.map((name) => numbers.get(name)!)) };
}

export function trainPopular({ interactions, parameters, segments, positiveFrom }: TrainInput): Learned {
  const arrays: Learned["arrays"] = { events: parameters.within === "trending" ? trendOf(interactions, numberOf(parameters, "days"), positiveFrom) : countUsers(interactions, positiveFrom) };
  let most = -1;
  if (parameters.within === "segment" && segments) {
    for (const segment of segments) if (segment > most) most = segment;
    const bySegment = new Float64Array((most + 1) * interactions.items);
    interactions.user.forEach((user, at) => {
      const segment = segments[user]!;
      if (segment >= 0 && interactions.value[at]! >= positiveFrom) bySegment[segment * interactions.items + interactions.item[at]!]!++;
    });
    arrays.segmentEvents = bySegment;
  }
  return { algorithm: "popular", parameters, figures: { segments: most + 1 }, arrays, parts: [] };
}

export function openPopular({ parameters, arrays, figures }: Learned, { facts, itemIds }: RecommenderModel): Scorer {
  const events = arrays.events as Float64Array;
  const segmentEvents = arrays.segmentEvents as Float64Array | undefined;
  const genres = parameters.within === "genre" ? genreIndex(facts) : undefined;
  const scoresOf = (viewer: Viewer): Float64Array => {
    if (segmentEvents && viewer.segment >= 0 && viewer.segment < figures.segments!) return segmentEvents.slice(viewer.segment * itemIds.length, (viewer.segment + 1) * itemIds.length);
    return genres ? withinGenres(events, genres, viewer) : events.slice();
  };
  return { view: (viewer) => ({ scoreItems: () => scoresOf(viewer) }) };
}

/** Events, weighed by how large a share of the viewer's items the item's genres have. */
function withinGenres(events: Float64Array, { names, ofItem }: ReturnType<typeof genreIndex>, viewer: Viewer): Float64Array {
  const taste = new Float64Array(names.length);
  for (const item of viewer.items) for (const genre of ofItem[item]!) taste[genre]! += 1 / ofItem[item]!.length;
  if (viewer.items.length === 0 || names.length === 0) return events.slice();
  return events.map((count, item) => {
    const own = ofItem[item]!;
    return own.length === 0 ? 0 : (count * own.reduce((sum, genre) => sum + taste[genre]!, 0)) / (own.length * viewer.items.length);
  });
}
