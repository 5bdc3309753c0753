import type { Learned, RecommenderModel, Scorer, Viewer } from "../model";
import { rankingWeights } from "../ranking-weights";
import { numberOf, type TrainInput } from "../train-input";
import { similarRows } from "./pair-similarity";
import { openPartners, type Partners } from "./partners";
import { successorsOf } from "./successors";

/** Imagined chance meetings that keep rare pairs from looking like strong ones. */
const LIFT_PRIOR = 5;

/**
 * Items that are chosen together. Lift: users with both / users expected by chance, shrunk by five chance meetings on each
 * side, and its logarithm, so that 0 is chance; pairs below chance are left out. Cosine: both / √(either · other).
 * Next: what comes soon after what (`successorsOf`).
 */
export async function trainCooccurrence({ liked, likedBy, parameters, control }: TrainInput): Promise<Learned> {
  const support = numberOf(parameters, "support");
  const size = (item: number): number => likedBy.start[item + 1]! - likedBy.start[item]!;
  const limit = numberOf(parameters, "neighbours") || Infinity;
  const learned = ({ start, column, value }: Partners): Learned => ({ algorithm: "cooccurrence", parameters, figures: {}, arrays: { start, partner: column, strength: value }, parts: [] });
  if (parameters.measure === "next") return learned(await successorsOf(liked, { support, limit }, control));
  const pairs = await similarRows(
    likedBy,
    liked,
    (a, b, common) => {
      if (common < support) return 0;
      if (parameters.measure === "cosine") return common / Math.sqrt(size(a) * size(b));
      return Math.log((common + LIFT_PRIOR) / ((size(a) * size(b)) / liked.rows + LIFT_PRIOR));
    },
    { products: false, limit },
    control,
  );
  return learned(pairs);
}

export function openCooccurrence({ parameters, arrays }: Learned, model: RecommenderModel): Scorer {
  const tables = { start: arrays.start as Int32Array, column: arrays.partner as Int32Array, value: arrays.strength as Float32Array };
  const partners = openPartners(tables, model.itemIds.length);
  const how = { feedbackScale: numberOf(parameters, "feedbackScale"), recency: numberOf(parameters, "recency") };
  const weightsOf = (viewer: Viewer): Float64Array => rankingWeights(model, viewer, how);
  return { partners: { ...tables, weightsOf }, view: (viewer) => partners.view(viewer, weightsOf(viewer)), similarity: partners.similarity };
}
