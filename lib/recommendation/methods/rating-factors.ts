import { ratingFactors, type RatingFactors } from "../../kernels/rating-factors";
import type { Learned, Scorer, View, Viewer } from "../model";
import { factorize, solveFactorized } from "../positive-definite";
import { numberOf, type TrainInput } from "../train-input";
import { addOuterProducts, rowCosines, rowProducts } from "../vector-rows";

export async function trainRatingFactors({ interactions, parameters, seed, control, onPass }: TrainInput, implicit: boolean): Promise<Learned> {
  const curve: number[] = [];
  const learnedFrom = ({ mean, ...arrays }: RatingFactors): Learned => ({ algorithm: implicit ? "svdpp" : "svd", parameters, figures: { mean }, arrays: { ...arrays, curve: Float64Array.from(curve) }, parts: [] });
  const learned = await ratingFactors(
    interactions,
    {
      implicit, seed, factors: numberOf(parameters, "factors"), epochs: numberOf(parameters, "epochs"), learningRate: numberOf(parameters, "learningRate"),
      regularization: numberOf(parameters, "regularization"),
      onEpoch: (epoch, rmse, read) => {
        curve.push(rmse);
        return onPass?.(epoch, () => learnedFrom(read()));
      },
    },
    control,
  );
  return learnedFrom(learned);
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

export function openRatingFactors({ parameters, figures, arrays }: Learned): Scorer {
  const tables = { ...arrays, factors: numberOf(parameters, "factors"), regularization: numberOf(parameters, "regularization"), mean: figures.mean! } as unknown as Tables;
  return {
    view: (viewer) => viewOfFactors(tables, viewer),
    similarity: rowCosines({ width: tables.factors, values: tables.itemFactors }),
  };
}

function viewOfFactors(tables: Tables, viewer: Viewer): View {
  const { factors: f, mean, itemBias, itemFactors } = tables;
  // Made once for each viewer: every explained item asks for it.
  let folded: ReturnType<typeof foldIn> | undefined;
  const fold = () => (folded ??= foldIn(tables, viewer));
  const { bias, vector } = viewer.user >= 0 ? knownUser(tables, viewer) : fold().taste;
  return {
    scoreItems: () => {
      const scores = rowProducts({ width: f, values: itemFactors }, vector);
      for (let item = 0; item < scores.length; item++) scores[item]! += mean + bias + itemBias[item]!;
      return scores;
    },
    predictRating: (item) => (item < 0 ? mean + bias : mean + bias + itemBias[item]! + dotAt(itemFactors, item * f, vector)),
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
  const rows = { width: n, values: new Float32Array(items.length * n) };
  const residual = new Float64Array(items.length);
  const right = new Float64Array(n);
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!;
    residual[at] = values[at]! - mean - itemBias[item]! - dotAt(itemFactors, item * f, implicit);
    rows.values.set(itemFactors.subarray(item * f, item * f + f), at * n);
    rows.values[at * n + f] = 1;
    for (let j = 0; j < n; j++) right[j]! += rows.values[at * n + j]! * residual[at]!;
  }
  const gram = new Float64Array(n * n);
  addOuterProducts(rows, gram);
  for (let i = 0; i < n; i++) gram[i * n + i]! += Math.max(1, items.length) * Math.max(regularization, 1e-6);
  factorize(gram, n);
  const solved = solveFactorized(gram, n, right);
  return {
    taste: { bias: solved[f]!, vector: solved.subarray(0, f).map((value, j) => value + implicit[j]!) },
    contributions: (item: number): Float64Array => {
      const target = new Float64Array(n).fill(1);
      target.set(itemFactors.subarray(item * f, item * f + f));
      return rowProducts(rows, solveFactorized(gram, n, target)).map((share, at) => share * residual[at]!);
    },
  };
}

function dotAt(table: Float32Array, from: number, vector: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < vector.length; j++) sum += table[from + j]! * vector[j]!;
  return sum;
}
