import type { Learned, RecommenderModel, Scorer, View, Viewer } from "../model";
import { likedItems, likedRows } from "../ranking-weights";
import { transpose, type RowEntries, type SparseRows } from "../sparse-rows";
import { numberOf, type TrainInput } from "../train-input";
import { commonSums, shrunkCorrelation, strongest } from "./pair-similarity";
import { neighbourBiases, residualRows, viewerBaseline } from "./residuals";
import { weightedMean } from "./weighted-mean";

const RATING_NEIGHBOURS = 40;
const RANKING_NEIGHBOURS = 100;

/** Nothing but biases is learned: who is like the viewer is found when it is asked, from everybody's history. */
export function trainUserNeighbours({ parameters, feedback, interactions }: TrainInput): Learned {
  const learned: Learned = { algorithm: "user-knn", parameters, figures: {}, arrays: {}, parts: [] };
  if (feedback === "implicit") return learned;
  const { mean, item, user } = neighbourBiases(interactions);
  return { ...learned, figures: { mean }, arrays: { itemBias: item, userBias: user } };
}

export function openUserNeighbours(learned: Learned, model: RecommenderModel): Scorer {
  const liked = likedRows(model, model.history);
  const likedBy = transpose(liked);
  const ratings = model.feedback === "explicit" ? openRatings(learned, model) : undefined;
  return {
    view: (viewer) => ({ ...rankingView(learned, model, viewer, liked, likedBy), ...(ratings && { predictRating: ratings(viewer) }) }),
  };
}

/** Σ over the people most like the viewer (cosine of what both like) of their likeness, for each item that they like. */
function rankingView({ parameters }: Learned, model: RecommenderModel, viewer: Viewer, liked: SparseRows, likedBy: SparseRows): Pick<View, "scoreItems" | "contributions"> {
  const { items, places } = likedItems(model, viewer);
  const most = numberOf(parameters, "neighbours") || RANKING_NEIGHBOURS;
  const size = (user: number): number => liked.start[user + 1]! - liked.start[user]!;
  // BM25 here: rare items say more about taste than those that everybody likes.
  const weightOf = (item: number): number => (parameters.similarity === "bm25" ? Math.log(1 + liked.rows / (1 + likedBy.start[item + 1]! - likedBy.start[item]!)) : 1);
  const scale = (user: number): number => 1 / Math.sqrt(Math.max(1, items.length) * size(user));
  const neighbours = (): RowEntries => {
    const sums = commonSums(liked.rows, false);
    for (const item of items) sums.add(likedBy, item, 1, weightOf(item));
    return strongest(sums.compareAll(viewer.self, (_self, other, common) => common * scale(other)), most);
  };
  return {
    scoreItems: () => {
      const scores = new Float64Array(liked.columns);
      const { column, value } = neighbours();
      column.forEach((user, at) => {
        for (let entry = liked.start[user]!; entry < liked.start[user + 1]!; entry++) scores[liked.column[entry]!]! += value[at]!;
      });
      return scores;
    },
    contributions: (target) => {
      const result = new Float64Array(viewer.items.length);
      const own = new Map(Array.from(items, (item, at): [number, number] => [item, places[at]!]));
      for (const user of neighbours().column) {
        const theirs = liked.column.subarray(liked.start[user]!, liked.start[user + 1]!);
        if (!theirs.includes(target)) continue;
        for (const item of theirs) {
          const place = own.get(item);
          if (place !== undefined) result[place]! += weightOf(item) * scale(user);
        }
      }
      return result;
    },
  };
}

function openRatings({ parameters, arrays, figures }: Learned, model: RecommenderModel): (viewer: Viewer) => (item: number) => number {
  const { itemBias, userBias } = arrays as { itemBias: Float64Array; userBias: Float64Array };
  const plain = parameters.similarity === "cosine" || parameters.similarity === "bm25";
  const around = plain ? "nothing" : parameters.similarity === "adjusted-cosine" ? "userMean" : "bias";
  const biases = { mean: figures.mean!, item: itemBias, user: userBias };
  const compared = transpose(residualRows(model.history, biases, around));
  const residuals = around === "bias" ? compared : transpose(residualRows(model.history, biases, "bias"));
  const most = numberOf(parameters, "neighbours") || RATING_NEIGHBOURS;
  const shrinkage = plain ? 0 : numberOf(parameters, "shrinkage");
  const mean = weightedMean(model.history.rows, most);
  return (viewer) => {
    const baseline = viewerBaseline(figures, itemBias, viewer);
    const own = viewer.values.length === 0 ? 0 : viewer.values.reduce((sum, value) => sum + value, 0) / viewer.values.length;
    const sums = commonSums(model.history.rows, true);
    viewer.items.forEach((item, at) => sums.add(compared, item, viewer.values[at]! - (plain ? 0 : around === "userMean" ? own : baseline(item)), 1));
    const { column, value } = sums.compareAll(viewer.self, (_self, _other, common, products, squares, otherSquares) => shrunkCorrelation(common, products, squares, otherSquares, shrinkage));
    const likeness = new Float64Array(model.history.rows);
    column.forEach((user, at) => (likeness[user] = value[at]!));
    return (item) => {
      mean.clear();
      for (let at = item < 0 ? 0 : residuals.start[item]!; at < (item < 0 ? 0 : residuals.start[item + 1]!); at++) {
        const weight = likeness[residuals.column[at]!]!;
        if (weight > 0) mean.add(weight, residuals.value[at]!);
      }
      return baseline(item) + mean.ofStrongest();
    };
  };
}
