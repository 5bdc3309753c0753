import { ratingFactors } from "../../kernels/rating-factors";
import type { Learned, RecommenderModel, Scorer, View, Viewer } from "../model";
import { factorize, solveFactorized } from "../positive-definite";
import { numberOf, type TrainInput } from "../train-input";

export async function trainRatingFactors({ interactions, parameters, seed, control }: TrainInput, implicit: boolean): Promise<Learned> {
  const curve: number[] = [];
  const { mean, ...arrays } = await ratingFactors(
    interactions,
    {
      implicit, seed, factors: numberOf(parameters, "factors"), epochs: numberOf(parameters, "epochs"), learningRate: numberOf(parameters, "learningRate"),
      regularization: numberOf(parameters, "regularization"), onEpoch: (_epoch, rmse) => curve.push(rmse),
    },
    control,
  );
  return { algorithm: implicit ? "svdpp" : "svd", parameters, figures: { mean }, arrays: { ...arrays, curve: Float64Array.from(curve) }, parts: [] };
}

interface Tables {
  factors: number;
  mean: number;
  regularization: number;
  userBias: Float32Array;
  itemBias: Float32Array;
  userFactors: Float32Array;
  itemFactors: Float32Array;
  implicitFactors?: Float32Array;
}

export function openRatingFactors({ parameters, figures, arrays }: Learned, { itemIds }: RecommenderModel): Scorer {
  const tables = { ...arrays, factors: numberOf(parameters, "factors"), regularization: numberOf(parameters, "regularization"), mean: figures.mean! } as unknown as Tables;
  return {
    exact: false,
    view: (viewer) => viewOfFactors(tables, viewer, itemIds.length),
    similarity: (item) => cosines(tables.itemFactors, tables.factors, item),
  };
}

function viewOfFactors(tables: Tables, viewer: Viewer, items: number): View {
  const { factors: f, mean, itemBias, itemFactors } = tables;
  // Made once for each viewer: every explained item asks for it.
  let folded: ReturnType<typeof foldIn> | undefined;
  const fold = () => (folded ??= foldIn(tables, viewer));
  const { bias, vector } = viewer.user >= 0 ? knownUser(tables, viewer) : fold().taste;
  const predict = (item: number): number => (item < 0 ? mean + bias : mean + bias + itemBias[item]! + dotAt(itemFactors, item * f, vector));
  return {
    scoreItems: () => Float64Array.from({ length: items }, (_, item) => predict(item)),
    predictRating: predict,
    contributions: (item) => fold().contributions(item),
  };
}

/** What is known of a user of the model, whose items are those it was trained with. */
function knownUser({ factors: f, userBias, userFactors, implicitFactors }: Tables, { user, items }: Viewer): { bias: number; vector: Float64Array } {
  return { bias: userBias[user]!, vector: implicitSum(f, items, implicitFactors).map((sum, j) => sum + userFactors[user * f + j]!) };
}

function implicitSum(f: number, items: Int32Array, implicitFactors?: Float32Array): Float64Array {
  const sum = new Float64Array(f);
  if (!implicitFactors || items.length === 0) return sum;
  for (const item of items) for (let j = 0; j < f; j++) sum[j]! += implicitFactors[item * f + j]!;
  return sum.map((value) => value / Math.sqrt(items.length));
}

/**
 * The bias and vector of somebody with these ratings, the items' own given: ridge regression of the residuals with the
 * descent's own regularisation for each rating. Linear in the residuals, so that each rating's part of a prediction is exact.
 */
function foldIn(tables: Tables, { items, values }: Viewer) {
  const { factors: f, mean, regularization, itemBias, itemFactors, implicitFactors } = tables;
  const n = f + 1;
  const implicit = implicitSum(f, items, implicitFactors);
  const row = (item: number): Float64Array => Float64Array.from({ length: n }, (_, j) => (j === f ? 1 : itemFactors[item * f + j]!));
  const gram = new Float64Array(n * n);
  const right = new Float64Array(n);
  const residual = Float64Array.from(items, (item, at) => values[at]! - mean - itemBias[item]! - dotAt(itemFactors, item * f, implicit));
  items.forEach((item, at) => {
    const x = row(item);
    for (let i = 0; i < n; i++) {
      right[i]! += x[i]! * residual[at]!;
      for (let j = 0; j <= i; j++) gram[i * n + j]! += x[i]! * x[j]!;
    }
  });
  for (let i = 0; i < n; i++) gram[i * n + i]! += Math.max(1, items.length) * Math.max(regularization, 1e-6);
  factorize(gram, n);
  const solved = solveFactorized(gram, n, right);
  return {
    taste: { bias: solved[f]!, vector: solved.subarray(0, f).map((value, j) => value + implicit[j]!) },
    contributions: (item: number): Float64Array => {
      const direction = solveFactorized(gram, n, row(item));
      return Float64Array.from(items, (own, at) => (direction[f]! + dotAt(itemFactors, own * f, direction.subarray(0, f))) * residual[at]!);
    },
  };
}

export function dotAt(table: Float32Array, from: number, vector: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < vector.length; j++) sum += table[from + j]! * vector[j]!;
  return sum;
}

/** Cosine of one row of a table to every row; 0 for rows of length 0. */
export function cosines(table: Float32Array, factors: number, row: number): Float64Array {
  const own = Float64Array.from(table.subarray(row * factors, (row + 1) * factors));
  const length = (from: number): number => Math.hypot(...table.subarray(from, from + factors));
  const size = length(row * factors);
  return Float64Array.from({ length: table.length / factors }, (_, other) => {
    const product = size * length(other * factors);
    return product > 0 ? dotAt(table, other * factors, own) / product : 0;
  });
}
