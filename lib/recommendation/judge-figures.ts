import { student95 } from "../kernels/chance";

/** A mean with its 95 % interval over users; the interval is absent where it has no meaning. */
export interface Figure {
  value: number;
  low95?: number;
  high95?: number;
}

/** Figures of lists of k. Coverage, novelty, diversity and popularity share say what is shown, the others what was found. */
export interface RankingFigures {
  ndcg: Figure;
  recall: Figure;
  precision: Figure;
  map: Figure;
  mrr: Figure;
  /** Share of the items that anybody is shown. */
  coverage: Figure;
  /** Mean self-information of what is shown, −log2(share of users that have it), in bits. */
  novelty: Figure;
  /** Mean share of genres that two titles of a list do not share (1 − Jaccard), 0 … 1; absent without genres. */
  diversity?: Figure;
  /** Share of what is shown that belongs to the most popular fifth of the items. */
  popularityShare: Figure;
}

export interface RatingFigures {
  rmse: Figure;
  mae: Figure;
}

/** Mean and 95 % interval, mean ± t s / √n, with users as the independent units (Student's t; below 2 no interval). */
export function meanFigure(values: ArrayLike<number>): Figure {
  const n = values.length;
  if (n === 0) return { value: 0 };
  let sum = 0;
  for (let at = 0; at < n; at++) sum += values[at]!;
  const value = sum / n;
  if (n < 2) return { value };
  let square = 0;
  for (let at = 0; at < n; at++) square += (values[at]! - value) ** 2;
  const margin = student95(n - 1) * Math.sqrt(square / (n - 1) / n);
  return { value, low95: value - margin, high95: value + margin };
}
