import { AppError } from "../errors";
import { similarItems, topItems, type Recommendation } from "../recommendation/recommend";
import type { FoldInRequest, Recommendations, RecommendationsQuery, Similar, SimilarQuery } from "../schemas/recommendation";
import { openServing, type Serving } from "./recommender-serving";
import { catalogueItem, suggestions } from "./recommender-suggestions";
import { audienceOf, describedAudience, type Audience } from "./recommender-viewers";

/** The best `k` for a user, with what came in since training; without what they have, and what is asked to be left out. */
export async function recommendationsFor(recommenderId: string, query: RecommendationsQuery): Promise<Recommendations> {
  const serving = await openServing(recommenderId);
  const audience = await audienceOf(serving, query.user, query.testEvents);
  return { ...answer(serving, audience, query.k, query, query.explain), user: query.user };
}

/** The best `k` for somebody who is only described: nothing is stored, nothing is trained. */
export async function foldIn(recommenderId: string, request: FoldInRequest): Promise<Recommendations> {
  const serving = await openServing(recommenderId);
  return answer(serving, describedAudience(serving, request), request.k, request, request.explain);
}

function answer(serving: Serving, audience: Audience, k: number, limits: { exclude: string[]; genre: string[] }, explained: boolean): Recommendations {
  const genres = knownGenres(serving, limits.genre);
  const found = bestFor(serving, audience, k, { exclude: limits.exclude, ...(genres.length > 0 && { filterItem: (item: number) => serving.model.facts.genres[item]!.some((genre) => genres.includes(genre)) }) });
  const notices = found.length < k ? [`Only ${found.length} of ${k} could be found: the rest is left out or already had.`] : [];
  return { recommenderId: serving.recommenderId, version: serving.version, algorithm: serving.algorithm, basis: audience.basis, items: suggestions(serving, found, audience, explained), notices };
}

/** Genres as the items spell them. @throws AppError `bad_request` for one that no item has. */
function knownGenres({ model }: Serving, wanted: string[]): string[] {
  if (wanted.length === 0) return [];
  const known = new Map(model.facts.genres.flat().map((genre) => [genre.toLowerCase(), genre]));
  return wanted.map((genre) => {
    const spelled = known.get(genre.toLowerCase());
    if (spelled !== undefined) return spelled;
    throw new AppError("bad_request", `No item has the genre “${genre}”. Known are ${[...new Set(known.values())].sort().slice(0, 30).join(", ") || "none, because no catalogue is linked"}.`, { invalidParams: [{ name: "genre", reason: "Unknown genre" }] });
  });
}

/** The best items for somebody, without what they have. */
export function bestFor(serving: Serving, audience: Audience, k: number, limits: { exclude?: Iterable<string>; filterItem?: (item: number) => boolean } = {}): Recommendation[] {
  const left = new Set(audience.hidden);
  for (const key of limits.exclude ?? []) {
    const place = serving.items.get(key);
    if (place !== undefined) left.add(place);
  }
  return topItems(audience.scores(), k, (item) => !left.has(item) && (limits.filterItem?.(item) ?? true));
}

/** The items most like one item. @throws AppError `not_found` for an item that the recommender does not know. */
export async function similarTo(recommenderId: string, { item, k }: SimilarQuery): Promise<Similar> {
  const serving = await openServing(recommenderId);
  const place = serving.items.get(item);
  if (place === undefined) throw new AppError("not_found", `This recommender does not know an item “${item}”: nobody had it when it was trained.`, { invalidParams: [{ name: "item", reason: "Unknown item" }] });
  return { version: serving.version, item: catalogueItem(serving, item), items: suggestions(serving, alike(serving, place, k)) };
}

/** By what the algorithm compares items by; else by shared genres, the better known first. */
export function alike({ model }: Serving, item: number, k: number, allowed: (item: number) => boolean = () => true): Recommendation[] {
  const learned = similarItems(model, item, k, allowed);
  if (learned.length > 0) return learned;
  const own = new Set(model.facts.genres[item]);
  if (own.size === 0) return [];
  const most = model.popularity.reduce((best, users) => Math.max(best, users), 1);
  const scores = model.popularity.map((users, other) => {
    const genres = model.facts.genres[other]!;
    const shared = genres.filter((genre) => own.has(genre)).length;
    return shared === 0 ? 0 : shared / (own.size + genres.length - shared) + (0.1 * users) / most;
  });
  return topItems(scores, k, (other) => other !== item && scores[other]! > 0 && allowed(other));
}
