import type { RecommenderModel } from "../recommendation/model";
import { withinScale, type Recommendation } from "../recommendation/recommend";
import type { CatalogueItem, Reason, Suggestion } from "../schemas/recommendation";
import { segmentCounts } from "./recommender-segment-counts";
import type { Serving } from "./recommender-serving";
import type { Audience } from "./recommender-viewers";

/** Reasons a title gets at most. */
const mostReasons = 5;
/** A watched title with a smaller part of the score is no reason worth reading; the first one may be smaller. */
const leastShare = 0.05;
const leastFirstShare = 0.01;
/** A genre that fewer of the viewer's titles have is none of theirs. */
const leastGenreRatio = 0.15;

/** An item as the catalogue tells of it, else as the model knew it when it was trained. */
export function catalogueItem({ catalogue, model, items }: Pick<Serving, "catalogue" | "model" | "items">, key: string): CatalogueItem {
  const place = catalogue?.places.get(key);
  const known = place === undefined ? undefined : catalogue?.items[place];
  if (known) return known;
  const at = items.get(key) ?? -1;
  const year = model.facts.year?.[at];
  return { item: key, label: model.facts.titles[at] ?? key, genres: model.facts.genres[at] ?? [], ...(year !== undefined && !Number.isNaN(year) && { year }) };
}

/** Recommendations as titles with their figures, and why where it is asked for. */
export function suggestions(serving: Serving, found: Recommendation[], audience?: Audience, explained = false): Suggestion[] {
  const { model } = serving;
  const taste = explained && audience ? genreTaste(serving.model, audience) : undefined;
  return found.map(({ item, score }) => {
    const predicted = model.feedback === "explicit" ? audience?.view.predictRating?.(item) : undefined;
    const mean = model.feedback === "explicit" ? meanRatings(model)[item] : undefined;
    return {
      ...catalogueItem(serving, model.itemIds[item]!), score, users: model.popularity[item]!,
      ...(predicted !== undefined && { predictedRating: withinScale(model, predicted) }),
      ...(mean !== undefined && !Number.isNaN(mean) && { meanRating: mean }),
      ...(taste && audience && { why: reasonsFor(serving, audience, item, taste) }),
    };
  });
}

const means = new WeakMap<RecommenderModel, Float64Array>();

/** Mean rating of each item; NaN where nobody rated it. */
function meanRatings(model: RecommenderModel): Float64Array {
  const known = means.get(model);
  if (known) return known;
  const sums = new Float64Array(model.history.columns);
  const counts = new Float64Array(model.history.columns);
  model.history.column.forEach((item, at) => {
    sums[item]! += model.history.value[at]!;
    counts[item]!++;
  });
  const mean = sums.map((sum, item) => sum / counts[item]!);
  means.set(model, mean);
  return mean;
}

/** Share of the viewer's titles that have each genre; of ratings only the good ones count. */
function genreTaste({ facts, positiveFrom }: RecommenderModel, { viewer }: Audience): Map<string, number> {
  const liked = viewer.items.filter((_, at) => viewer.values[at]! >= positiveFrom);
  const counts = new Map<string, number>();
  for (const item of liked) for (const genre of facts.genres[item]!) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  return new Map([...counts].map(([genre, count]) => [genre, count / Math.max(1, liked.length)]));
}

function reasonsFor(serving: Serving, audience: Audience, item: number, taste: Map<string, number>): Reason[] {
  const watched = watchedReasons(serving, audience, item);
  const known = [...watched, ...genreReasons(serving.model, item, taste), ...segmentReasons(serving, audience, item)];
  const expected = watched.length === 0 && serving.model.feedback === "explicit" ? audience.view.predictRating?.(item) : undefined;
  const byTaste: Reason[] = expected === undefined ? [] : [{ kind: "taste", text: `Fits what the ratings say of this taste: ${withinScale(serving.model, expected).toFixed(1)} expected` }];
  return [...known.slice(0, mostReasons - 1), ...byTaste, popularReason(serving.model, item)].slice(0, mostReasons);
}

/** What each watched title adds to the score, largest first. */
function watchedReasons(serving: Serving, { viewer, view }: Audience, item: number): Reason[] {
  const { model } = serving;
  const added = view.contributions?.(item);
  if (!added) return [];
  const speaking = added.reduce((sum, value) => sum + Math.max(0, value), 0);
  if (!(speaking > 0)) return [];
  const order = Array.from(added.keys()).filter((at) => added[at]! / speaking >= leastFirstShare).sort((a, b) => added[b]! - added[a]! || viewer.items[a]! - viewer.items[b]!);
  return order.slice(0, 2).filter((at, place) => place === 0 || added[at]! / speaking >= leastShare).map((at) => {
    const key = model.itemIds[viewer.items[at]!]!;
    const { label } = catalogueItem(serving, key);
    // Where dozens of titles each say a little, one alone is not the reason.
    if (added[at]! / speaking < leastShare) {
      const many = added.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
      return { kind: "watched", text: `${many} of their titles speak for it, each a little; most of all “${label}”`, item: key, label, share: added[at]! / speaking };
    }
    const text = model.feedback === "explicit" ? `Because of “${label}”, rated ${Number(viewer.values[at]!.toFixed(1))}` : `Because of “${label}”`;
    return { kind: "watched", text, item: key, label, share: added[at]! / speaking };
  });
}

function genreReasons({ facts }: RecommenderModel, item: number, taste: Map<string, number>): Reason[] {
  const shared = facts.genres[item]!.map((genre) => ({ genre, ratio: taste.get(genre) ?? 0 })).filter(({ ratio }) => ratio >= leastGenreRatio).sort((a, b) => b.ratio - a.ratio);
  return shared.slice(0, 1).map(({ genre, ratio }) => ({ kind: "genre", text: `${genre}, as ${percent(ratio)} of what they have`, share: ratio }));
}

function segmentReasons({ model, segmentNames }: Serving, { viewer }: Audience, item: number): Reason[] {
  const name = segmentNames.get(viewer.segment);
  if (name === undefined || !model.segments) return [];
  const { sizes, users } = segmentCounts(model);
  const share = users[viewer.segment * model.itemIds.length + item]! / Math.max(1, sizes[viewer.segment]!);
  const overall = model.popularity[item]! / Math.max(1, model.userIds.length);
  return share > 1.2 * overall && share > 0.01 ? [{ kind: "segment", text: `${percent(share)} of “${name}” have it, ${percent(overall)} of everybody`, share }] : [];
}

function popularReason({ popularity, userIds }: RecommenderModel, item: number): Reason {
  const share = popularity[item]! / Math.max(1, userIds.length);
  return { kind: "popular", text: `${percent(share)} of everybody have it`, share };
}

export function percent(ratio: number): string {
  const value = 100 * ratio;
  return `${value >= 10 || value === 0 ? Math.round(value) : value >= 1 ? value.toFixed(0) : value.toFixed(1)} %`;
}
