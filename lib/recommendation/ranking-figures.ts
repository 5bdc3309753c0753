import { meanFigure, type RankingFigures } from "./judge-figures";
import type { ItemFacts } from "./item-facts";
import type { AllRecommendations } from "./recommend-all";

/** What each user's list is worth, aligned with the users of the split. */
export interface UserFigures {
  ndcg: Float64Array;
  recall: Float64Array;
  precision: Float64Array;
  map: Float64Array;
  mrr: Float64Array;
}

/** What the lists are judged against. */
export interface JudgedAgainst {
  /** Per user the held-out items; −1 for those that can't be shown. */
  heldOut: Int32Array[];
  /** Users that have each item in the part that was learned from. */
  popularity: Float64Array;
  facts: ItemFacts;
}

/**
 * Figures of every user's list of k against the held-out items, gain 1 for each.
 * NDCG: Σ hit / log2(1 + rank), against the best possible with min(k, held out) hits. Recall: hits / min(k, held out).
 * Precision: hits / k. MAP: mean over min(k, held out) of the precision at each hit. MRR: 1 / rank of the first hit.
 */
export function userFigures({ k, items, users }: AllRecommendations, heldOut: Int32Array[]): UserFigures {
  const of = (): Float64Array => new Float64Array(users);
  const figures: UserFigures = { ndcg: of(), recall: of(), precision: of(), map: of(), mrr: of() };
  for (let user = 0; user < users; user++) {
    const wanted = new Set(heldOut[user]);
    wanted.delete(-1);
    const most = Math.min(k, heldOut[user]!.length);
    let [gain, ideal, hits, precisions] = [0, 0, 0, 0];
    for (let rank = 1; rank <= k; rank++) {
      if (rank <= most) ideal += 1 / Math.log2(rank + 1);
      if (!wanted.has(items[user * k + rank - 1]!)) continue;
      hits++;
      gain += 1 / Math.log2(rank + 1);
      precisions += hits / rank;
      if (hits === 1) figures.mrr[user] = 1 / rank;
    }
    if (most === 0) continue;
    figures.ndcg[user] = gain / ideal;
    figures.recall[user] = hits / most;
    figures.precision[user] = hits / k;
    figures.map[user] = precisions / most;
  }
  return figures;
}

/** Means over users with their intervals, and what is shown at all. */
export function rankingFigures(lists: AllRecommendations, figures: UserFigures, { popularity, facts }: JudgedAgainst): RankingFigures {
  const shown = shownFigures(lists, popularity, facts);
  return {
    ndcg: meanFigure(figures.ndcg), recall: meanFigure(figures.recall), precision: meanFigure(figures.precision), map: meanFigure(figures.map), mrr: meanFigure(figures.mrr),
    coverage: { value: shown.coverage }, novelty: meanFigure(shown.novelty), popularityShare: meanFigure(shown.popularityShare),
    ...(shown.diversity.length > 0 && { diversity: meanFigure(shown.diversity) }),
  };
}

function shownFigures({ users, k, items }: AllRecommendations, popularity: Float64Array, facts: ItemFacts) {
  const shown = new Uint8Array(popularity.length);
  const popular = popularItems(popularity);
  const hasGenres = facts.genres.some((genres) => genres.length > 0);
  const novelty: number[] = [];
  const diversity: number[] = [];
  const popularityShare: number[] = [];
  for (let user = 0; user < users; user++) {
    const list = items.subarray(user * k, user * k + k).filter((item) => item >= 0);
    if (list.length === 0) continue;
    let bits = 0;
    let fromPopular = 0;
    for (const item of list) {
      shown[item] = 1;
      bits -= Math.log2(Math.max(1, popularity[item]!) / users);
      fromPopular += popular[item]!;
    }
    novelty.push(bits / list.length);
    popularityShare.push(fromPopular / list.length);
    if (hasGenres && list.length > 1) diversity.push(listDiversity(list, facts.genres));
  }
  return { coverage: popularity.length === 0 ? 0 : shown.reduce((sum, one) => sum + one, 0) / popularity.length, novelty, diversity, popularityShare };
}

/** 1 for the most popular fifth of the items (of equally popular ones the smaller ids). */
function popularItems(popularity: Float64Array): Uint8Array {
  const order = Array.from(popularity.keys()).sort((a, b) => popularity[b]! - popularity[a]! || a - b);
  const marks = new Uint8Array(popularity.length);
  for (const item of order.slice(0, Math.ceil(order.length / 5))) marks[item] = 1;
  return marks;
}

/** Mean over all pairs of the list of 1 − Jaccard of their genres; two items without genres are alike. */
export function listDiversity(list: ArrayLike<number>, genres: string[][]): number {
  let sum = 0;
  let pairs = 0;
  for (let a = 0; a < list.length; a++) {
    for (let b = a + 1; b < list.length; b++) {
      sum += 1 - genreOverlap(genres[list[a]!]!, genres[list[b]!]!);
      pairs++;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}

/** Jaccard index of two lists of genres; 1 where both are empty. */
export function genreOverlap(a: string[], b: string[]): number {
  const common = a.reduce((count, genre) => count + (b.includes(genre) ? 1 : 0), 0);
  const all = a.length + b.length - common;
  return all === 0 ? 1 : common / all;
}
