import { scorerOf, viewerOf, viewOf, withinScale, type RecommendQuery } from "./recommend";
import type { RecommenderModel } from "./model";

export interface Contribution {
  /** The item that the viewer has. */
  item: number;
  /** What it adds to the score; below 0 where it speaks against. */
  score: number;
  /** Its part of all that speaks for the item, 0 … 1; 0 for what speaks against. */
  share: number;
}

export interface Explanation {
  /** Strongest first; only items that speak for it. Empty where the algorithm goes by no items. */
  contributions: Contribution[];
  /** Whether contributions are exactly what the score is made of. */
  exact: boolean;
  /** Genres of the item that the viewer's items have, most frequent first, with the share of the viewer's items. */
  sharedGenres: { genre: string; shareRatio: number }[];
  /** Share of all users that have the item. */
  popularityRatio: number;
  /** Place among all items by popularity, 1 = most popular. */
  popularityRank: number;
  /** With explicit feedback, where the algorithm predicts ratings. */
  predictedRating?: number;
}

/**
 * Why an item is suggested to a viewer.
 * Item neighbours, EASE and content: exactly what each watched item adds. Factor models: what each adds through the
 * linear fold-in (Hu, Koren, Volinsky 2008, section 5).
 */
export function explain(model: RecommenderModel, query: Pick<RecommendQuery, "user" | "history" | "segment">, item: number, most = 5): Explanation {
  const viewer = viewerOf(model, query);
  const view = viewOf(model, viewer);
  const scores = view.contributions?.(item) ?? new Float64Array(0);
  const speaking = scores.reduce((sum, score) => sum + Math.max(0, score), 0);
  const contributions = Array.from(scores, (score, at): Contribution => ({ item: viewer.items[at]!, score, share: speaking > 0 ? Math.max(0, score) / speaking : 0 }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, most);
  const predicted = model.feedback === "explicit" ? view.predictRating?.(item) : undefined;
  return {
    contributions, exact: scorerOf(model).exact, sharedGenres: sharedGenres(model, viewer.items, item),
    popularityRatio: model.popularity[item]! / Math.max(1, model.history.rows), popularityRank: popularityRank(model, item),
    ...(predicted !== undefined && { predictedRating: withinScale(model, predicted) }),
  };
}

function sharedGenres({ facts }: RecommenderModel, items: Int32Array, item: number): { genre: string; shareRatio: number }[] {
  return facts.genres[item]!
    .map((genre) => ({ genre, shareRatio: items.length === 0 ? 0 : items.reduce((count, own) => count + (facts.genres[own]!.includes(genre) ? 1 : 0), 0) / items.length }))
    .filter(({ shareRatio }) => shareRatio > 0)
    .sort((a, b) => b.shareRatio - a.shareRatio || (a.genre < b.genre ? -1 : 1));
}

function popularityRank({ popularity }: RecommenderModel, item: number): number {
  let rank = 1;
  for (const events of popularity) if (events > popularity[item]!) rank++;
  return rank;
}
