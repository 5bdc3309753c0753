import type { RecommenderModel, Scorer, View, Viewer } from "../model";
import { factorize, solveFactorized } from "../positive-definite";
import { likedItems } from "../ranking-weights";
import { addOuterProducts, rowCosines, rowLengths, rowProducts, takeRows } from "../vector-rows";

/** Vectors of users and items whose product (plus the item's bias) is a preference. */
export interface PreferenceTables {
  factors: number;
  userFactors: Float32Array;
  itemFactors: Float32Array;
  itemBias?: Float32Array;
  /** Of the fold-in: an item of weight w has confidence 1 + alpha w, everything else 1. */
  alpha: number;
  regularization: number;
  /** Added to it for each unit of confidence, alpha Σ w. */
  massRegularization: number;
  /** Folded-in vectors are stretched to the users' mean length, where biases stand beside the product. */
  stretch: boolean;
}

/**
 * Answers from preference vectors. Somebody new gets the vector that least squares gives with the items' vectors fixed
 * (half a round of ALS); it is linear in the items that person has, which also gives the explanation.
 * Source: Hu, Koren, Volinsky 2008, section 5.
 */
export function openPreferences(tables: PreferenceTables, model: RecommenderModel): Scorer {
  const { factors, itemFactors, itemBias, userFactors } = tables;
  const items = { width: factors, values: itemFactors };
  let everybody: Everybody | undefined;
  const fold = (viewer: Viewer): FoldedIn => foldIn(tables, model, viewer, (everybody ??= everybodyOf(tables)));
  return {
    products: { users: model.userIds.length, items: model.itemIds.length, factors, userFactors, itemFactors, ...(itemBias && { itemBias }) },
    similarity: rowCosines(items),
    view: (viewer): View => {
      let folded: FoldedIn | undefined;
      const vector = viewer.user >= 0 ? Float64Array.from(userFactors.subarray(viewer.user * factors, (viewer.user + 1) * factors)) : (folded = fold(viewer)).vector;
      return {
        scoreItems: () => {
          const scores = rowProducts(items, vector);
          if (itemBias) for (let item = 0; item < scores.length; item++) scores[item]! += itemBias[item]!;
          return scores;
        },
        contributions: (item) => (folded ??= fold(viewer)).contributions(item),
      };
    },
  };
}

interface FoldedIn {
  vector: Float64Array;
  contributions: (item: number) => Float64Array;
}

/** What every fold-in starts from. */
interface Everybody {
  /** YᵀY, lower half. */
  gram: Float64Array;
  meanLength: number;
}

function everybodyOf({ itemFactors, userFactors, factors, stretch }: PreferenceTables): Everybody {
  const gram = new Float64Array(factors * factors);
  addOuterProducts({ width: factors, values: itemFactors }, gram);
  return { gram, meanLength: stretch ? meanOf(rowLengths({ width: factors, values: userFactors })) : 1 };
}

function meanOf(values: Float64Array): number {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 1;
}

function foldIn({ factors: f, itemFactors, alpha, regularization, massRegularization, stretch }: PreferenceTables, model: RecommenderModel, viewer: Viewer, { gram, meanLength }: Everybody): FoldedIn {
  const { items, weights, places } = likedItems(model, viewer);
  const rows = takeRows({ width: f, values: itemFactors }, items);
  const extra = Float64Array.from(weights, (weight) => alpha * weight);
  const system = gram.slice();
  const right = new Float64Array(f);
  addOuterProducts(rows, system, extra);
  for (let at = 0; at < items.length; at++) for (let j = 0; j < f; j++) right[j]! += (1 + extra[at]!) * rows.values[at * f + j]!;
  const lambda = regularization + massRegularization * extra.reduce((sum, own) => sum + own, 0);
  for (let i = 0; i < f; i++) system[i * f + i]! += Math.max(lambda, 1e-6);
  factorize(system, f);
  const solved = solveFactorized(system, f, right);
  const own = Math.hypot(...solved);
  const scale = stretch && own > 0 ? meanLength / own : 1;
  return {
    vector: solved.map((value) => value * scale),
    contributions: (target) => {
      const direction = solveFactorized(system, f, Float64Array.from(itemFactors.subarray(target * f, (target + 1) * f)));
      const result = new Float64Array(viewer.items.length);
      rowProducts(rows, direction).forEach((product, at) => (result[places[at]!] = scale * (1 + extra[at]!) * product));
      return result;
    },
  };
}
