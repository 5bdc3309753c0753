import type { Learned, RecommenderModel, Scorer, Viewer } from "../model";
import { rankingWeights } from "../ranking-weights";
import { transpose, type SparseRows } from "../sparse-rows";
import { numberOf, type TrainInput } from "../train-input";
import { shrunkCorrelation, similarRows, type Compare } from "./pair-similarity";
import { openPartners } from "./partners";
import { neighbourBiases, residualRows, viewerBaseline } from "./residuals";
import { weightedMean } from "./weighted-mean";

/** Rating similarities that are kept for each item: a prediction takes the strongest 40 of those that the viewer has rated. */
const KEPT_FOR_RATINGS = 500;
const RATING_NEIGHBOURS = 40;
/** Of BM25, as in `implicit`: how soon repetition saturates, and how much long rows count for. */
const BM25_K1 = 100;
const BM25_B = 0.8;

export async function trainItemNeighbours(input: TrainInput): Promise<Learned> {
  const { parameters, uses, feedback } = input;
  const learned: Learned = { algorithm: "item-knn", parameters, figures: {}, arrays: {}, parts: [] };
  if (uses.ranking) {
    const { start, column, value } = await rankingPairs(input);
    learned.arrays = { start, neighbour: column, similarity: value };
  }
  if (uses.ratings && feedback === "explicit") {
    const biases = neighbourBiases(input.interactions);
    const { start, column, value } = await ratingPairs(input, KEPT_FOR_RATINGS, biases);
    learned.figures.mean = biases.mean;
    Object.assign(learned.arrays, { itemBias: biases.item, ratingStart: start, ratingNeighbour: column, ratingSimilarity: value });
  }
  return learned;
}

/** items × items by whom they are liked by. */
function rankingPairs(input: TrainInput): Promise<SparseRows> {
  const { liked, likedBy, parameters, control } = input;
  const limit = numberOf(parameters, "neighbours") || Infinity;
  const size = (item: number): number => likedBy.start[item + 1]! - likedBy.start[item]!;
  if (parameters.similarity === "pearson" || parameters.similarity === "adjusted-cosine") return ratingPairs(input, limit);
  if (parameters.similarity !== "bm25") return similarRows(likedBy, liked, (a, b, common) => common / Math.sqrt(size(a) * size(b)), { products: false, limit }, control);
  const mean = liked.column.length / Math.max(1, liked.columns);
  const saturated = (item: number): number => (BM25_K1 + 1) / (BM25_K1 * (1 - BM25_B + (BM25_B * size(item)) / mean) + 1);
  // Users who like everything say little: their inverse document frequency, once for each of the two items.
  const weights = Float64Array.from({ length: liked.rows }, (_, user) => Math.log(1 + liked.columns / (1 + liked.start[user + 1]! - liked.start[user]!)) ** 2);
  return similarRows(likedBy, liked, (a, b, common) => common * (saturated(a) * saturated(b)), { products: false, limit, weights }, control);
}

/** items × items by how they are rated. */
function ratingPairs({ history, interactions, parameters, control }: TrainInput, limit: number, biases = neighbourBiases(interactions)): Promise<SparseRows> {
  const { similarity } = parameters;
  const shrinkage = similarity === "cosine" || similarity === "bm25" ? 0 : numberOf(parameters, "shrinkage");
  const around = similarity === "cosine" || similarity === "bm25" ? "nothing" : similarity === "adjusted-cosine" ? "userMean" : "bias";
  const residuals = residualRows(history, biases, around);
  const compare: Compare = (_a, _b, common, products, squares, otherSquares) => shrunkCorrelation(common, products, squares, otherSquares, shrinkage);
  return similarRows(transpose(residuals), residuals, compare, { products: true, limit }, control);
}

export function openItemNeighbours({ parameters, arrays, figures }: Learned, model: RecommenderModel): Scorer {
  const ratings = arrays.ratingStart ? openRatings({ arrays, figures, parameters }) : undefined;
  const none = new Int32Array(model.itemIds.length + 1);
  const tables = { start: (arrays.start ?? none) as Int32Array, column: (arrays.neighbour ?? new Int32Array(0)) as Int32Array, value: (arrays.similarity ?? new Float32Array(0)) as Float32Array };
  const partners = openPartners(tables, model.itemIds.length);
  const how = { feedbackScale: numberOf(parameters, "feedbackScale"), recency: numberOf(parameters, "recency") };
  const weightsOf = (viewer: Viewer): Float64Array => rankingWeights(model, viewer, how);
  return {
    partners: { ...tables, weightsOf },
    view: (viewer) => ({
      ...partners.view(viewer, weightsOf(viewer)),
      ...(ratings && { predictRating: ratings(viewer) }),
    }),
    similarity: partners.similarity,
  };
}

/** baseline + Σ s (rating − baseline) / Σ s over the strongest neighbours that the viewer has rated. Source: Koren 2010, section 2.2. */
function openRatings({ arrays, figures, parameters }: Pick<Learned, "arrays" | "figures" | "parameters">): (viewer: Viewer) => (item: number) => number {
  const { ratingStart: start, ratingNeighbour: neighbour, ratingSimilarity: similarity, itemBias } = arrays as { ratingStart: Int32Array; ratingNeighbour: Int32Array; ratingSimilarity: Float32Array; itemBias: Float64Array };
  const most = numberOf(parameters, "neighbours") || RATING_NEIGHBOURS;
  const mean = weightedMean(itemBias.length, most);
  return (viewer) => {
    const baseline = viewerBaseline(figures, itemBias, viewer);
    const residual = new Float64Array(itemBias.length).fill(NaN);
    viewer.items.forEach((item, at) => (residual[item] = viewer.values[at]! - baseline(item)));
    return (item) => {
      if (item < 0) return baseline(item);
      mean.clear();
      const end = start[item + 1]!;
      for (let at = start[item]!; at < end; at++) {
        const own = residual[neighbour[at]!]!;
        // NaN alone is not itself: an item that the viewer has not rated.
        if (own === own) mean.add(similarity[at]!, own);
      }
      return baseline(item) + mean.ofStrongest();
    };
  };
}
