import { genreOverlap } from "./ranking-figures";
import type { RecommenderModel } from "./model";
import { scorerOf, topItems, viewerOf, viewOf, type Recommendation, type RecommendQuery } from "./recommend";

export interface PlaylistRequest {
  /** Items to start from, at least one. */
  seeds: ArrayLike<number>;
  /** Items wanted besides the seeds, 1 … 500. */
  length: number;
  /** 0: only what fits best. 1: above all unlike what is already on the list. */
  diversity: number;
  /** 0: only what fits best. 1: above all what few people have. */
  novelty: number;
  /** Whose items are left out: a user of the model, or what somebody has. */
  viewer?: Pick<RecommendQuery, "user" | "history">;
  exclude?: Iterable<number>;
  filterItem?: (item: number) => boolean;
}

export interface PlaylistEntry extends Recommendation {
  /** How well it goes with the seeds, 0 … 1 of the best. */
  fit: number;
  /** −log2(share of users that have it), in bits. */
  noveltyBits: number;
}

/** Candidates that are looked at; the list is chosen among them. */
const CANDIDATES = 400;

/**
 * A playlist that goes with the seeds, chosen one by one: each time the candidate with the best
 * (1 − diversity) · ((1 − novelty) · fit + novelty · rarity) − diversity · (likeness to what is on the list).
 * Source: Carbonell and Goldstein 1998 (maximal marginal relevance). Deterministic; ties go to the smaller id.
 * @throws RangeError naming the argument: no known seed, length, diversity or novelty out of range.
 */
export function makePlaylist(model: RecommenderModel, request: PlaylistRequest): PlaylistEntry[] {
  const { length, diversity, novelty } = request;
  for (const [name, value] of Object.entries({ diversity, novelty })) if (!(value >= 0 && value <= 1)) throw new RangeError(`${name}: expected a number from 0 to 1, got ${value}`);
  if (!(Number.isInteger(length) && length >= 1 && length <= 500)) throw new RangeError(`length: expected a whole number from 1 to 500, got ${length}`);
  const seeds = viewerOf(model, { history: { items: request.seeds } });
  if (seeds.items.length === 0) throw new RangeError("seeds: expected at least one item of the model");
  const left = new Set<number>([...seeds.items, ...(request.exclude ?? []), ...(request.viewer ? viewerOf(model, request.viewer).items : [])]);
  const scores = viewOf(model, seeds).scoreItems();
  const candidates = topItems(scores, Math.max(CANDIDATES, 2 * length), (item) => !left.has(item) && (request.filterItem?.(item) ?? true));
  return choose(model, withFigures(model, candidates), Array.from(seeds.items), request);
}

function withFigures(model: RecommenderModel, candidates: Recommendation[]): PlaylistEntry[] {
  const best = candidates[0]?.score ?? 0;
  const least = candidates.at(-1)?.score ?? 0;
  const users = Math.max(1, model.userIds.length);
  return candidates.map(({ item, score }) => ({
    item, score, fit: best > least ? (score - least) / (best - least) : 1, noveltyBits: Math.log2(users / Math.max(1, Math.min(users, model.popularity[item]!))),
  }));
}

function choose(model: RecommenderModel, candidates: PlaylistEntry[], seeds: number[], { length, diversity, novelty }: PlaylistRequest): PlaylistEntry[] {
  const mostBits = candidates.reduce((most, { noveltyBits }) => Math.max(most, noveltyBits), 0) || 1;
  const worth = candidates.map(({ fit, noveltyBits }) => (1 - novelty) * fit + (novelty * noveltyBits) / mostBits);
  const alike = new Float64Array(candidates.length);
  const chosen: PlaylistEntry[] = [];
  const taken = new Uint8Array(candidates.length);
  const compare = (item: number): void => {
    if (diversity === 0) return;
    const likeness = likenessTo(model, item);
    candidates.forEach((candidate, at) => (alike[at] = Math.max(alike[at]!, likeness(candidate.item))));
  };
  seeds.forEach(compare);
  while (chosen.length < Math.min(length, candidates.length)) {
    let best = -1;
    let most = -Infinity;
    for (let at = 0; at < candidates.length; at++) {
      const value = (1 - diversity) * worth[at]! - diversity * alike[at]!;
      if (taken[at] || value <= most) continue;
      most = value;
      best = at;
    }
    taken[best] = 1;
    chosen.push(candidates[best]!);
    compare(candidates[best]!.item);
  }
  return chosen;
}

/** How alike another item is to `item`, 0 … 1: by what the model compares items by, and by genres where there are any. */
function likenessTo(model: RecommenderModel, item: number): (other: number) => number {
  const similarity = scorerOf(model).similarity?.(item);
  const most = similarity?.reduce((best, value, other) => (other === item ? best : Math.max(best, value)), 0) ?? 0;
  const { genres } = model.facts;
  return (other) => {
    const learned = similarity && most > 0 ? Math.max(0, similarity[other]!) / most : 0;
    const known = genres[item]!.length > 0 && genres[other]!.length > 0 ? genreOverlap(genres[item]!, genres[other]!) : learned;
    return similarity ? (learned + known) / 2 : known;
  };
}
