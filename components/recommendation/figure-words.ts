import { formatFixed } from "@/lib/charts/format-quantity";
import { formatShare } from "@/lib/charts/format-share";
import type { ModelFigures } from "@/lib/schemas/recommender";

export type Measure = keyof ModelFigures;

interface MeasureWords {
  label: string;
  /** What it says, with its direction. */
  definition: string;
  better: "higher" | "lower" | "neither";
  format: (value: number) => string;
}

const fixed = (decimals: number) => (value: number) => formatFixed(value, decimals);
const share = (value: number) => formatShare(value);

/** Every figure that a model is judged by, in the order in which it is shown. */
export const measures = {
  ndcg: { label: "NDCG", definition: "how high in the list the held-out titles stand, 0–1; higher is better", better: "higher", format: fixed(4) },
  recall: { label: "Recall", definition: "share of the held-out titles that the list finds; higher is better", better: "higher", format: fixed(4) },
  precision: { label: "Precision", definition: "share of the list that was held out; higher is better", better: "higher", format: fixed(4) },
  map: { label: "MAP", definition: "mean average precision; higher is better", better: "higher", format: fixed(4) },
  mrr: { label: "MRR", definition: "one over the place of the first hit; higher is better", better: "higher", format: fixed(4) },
  rmse: { label: "RMSE", definition: "error of predicted ratings, large ones count more; lower is better", better: "lower", format: fixed(4) },
  mae: { label: "MAE", definition: "mean error of predicted ratings; lower is better", better: "lower", format: fixed(4) },
  coverage: { label: "Coverage", definition: "share of the items that anybody is shown; higher is broader", better: "neither", format: share },
  novelty: { label: "Novelty", definition: "mean surprise of what is shown, in bits; rarer titles have more", better: "neither", format: fixed(2) },
  diversity: { label: "Diversity", definition: "how unlike the titles of one list are, 0–1", better: "neither", format: fixed(3) },
  popularityShare: { label: "Popularity", definition: "share of what is shown that is among the most popular fifth", better: "neither", format: share },
} as const satisfies Record<Measure, MeasureWords>;

export const measureIds = Object.keys(measures) as Measure[];

/** The figure that a list of recommenders shows. */
export function headlineMeasure(figures: ModelFigures | undefined): Measure | undefined {
  return figures?.ndcg ? "ndcg" : figures?.rmse ? "rmse" : undefined;
}
