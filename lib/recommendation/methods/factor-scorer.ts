import type { RecommenderModel, Scorer, View, Viewer } from "../model";
import { factorize, solveFactorized } from "../positive-definite";
import { likedItems } from "../ranking-weights";
import { cosines, dotAt } from "./rating-factors";

/** Vectors of users and items whose product (plus the item's bias) is a preference. */
export interface PreferenceTables {
  factors: number;
  userFactors: Float32Array;
  itemFactors: Float32Array;
  itemBias?: Float32Array;
  /** Of the fold-in: an item of weight w has confidence 1 + alpha w, everything else 1. */
  alpha: number;
  regularization: number;
  /** Folded-in vectors are stretched to the users' mean length, where biases stand beside the product. */
  stretch: boolean;
}

/**
 * Answers from preference vectors. Somebody new gets the vector that least squares gives with the items' vectors fixed
 * (half a round of ALS); it is linear in the items that person has, which also gives the explanation.
 * Source: Hu, Koren, Volinsky 2008, section 5.
 */
export function openPreferences(tables: PreferenceTables, model: RecommenderModel): Scorer {
  let gram: Float64Array | undefined;
  const fold = (viewer: Viewer): FoldedIn => foldIn(tables, model, viewer, (gram ??= gramOf(tables)));
  const { factors, itemFactors, itemBias, userFactors } = tables;
  return {
    exact: false,
    products: { users: model.userIds.length, items: model.itemIds.length, factors, userFactors, itemFactors, ...(itemBias && { itemBias }) },
    similarity: (item) => cosines(itemFactors, factors, item),
    view: (viewer): View => {
      let folded: FoldedIn | undefined;
      const vector = viewer.user >= 0 ? Float64Array.from(userFactors.subarray(viewer.user * factors, (viewer.user + 1) * factors)) : (folded = fold(viewer)).vector;
      return {
        scoreItems: () => Float64Array.from(model.itemIds, (_, item) => dotAt(itemFactors, item * factors, vector) + (itemBias?.[item] ?? 0)),
        contributions: (item) => (folded ??= fold(viewer)).contributions(item),
      };
    },
  };
}

interface FoldedIn {
  vector: Float64Array;
  contributions: (item: number) => Float64Array;
}

/** YᵀY, lower half. */
function gramOf({ itemFactors, factors: f }: PreferenceTables): Float64Array {
  const gram = new Float64Array(f * f);
  for (let from = 0; from < itemFactors.length; from += f) {
    for (let i = 0; i < f; i++) {
      const value = itemFactors[from + i]!;
      for (let j = 0; j <= i; j++) gram[i * f + j]! += value * itemFactors[from + j]!;
    }
  }
  return gram;
}

function foldIn({ factors: f, itemFactors, userFactors, alpha, regularization, stretch }: PreferenceTables, model: RecommenderModel, viewer: Viewer, gram: Float64Array): FoldedIn {
  const { items, weights, places } = likedItems(model, viewer);
  const system = gram.slice();
  const right = new Float64Array(f);
  items.forEach((item, at) => {
    const extra = alpha * weights[at]!;
    for (let i = 0; i < f; i++) {
      const value = itemFactors[item * f + i]!;
      right[i]! += (1 + extra) * value;
      for (let j = 0; j <= i; j++) system[i * f + j]! += extra * value * itemFactors[item * f + j]!;
    }
  });
  for (let i = 0; i < f; i++) system[i * f + i]! += Math.max(regularization, 1e-6);
  factorize(system, f);
  const solved = solveFactorized(system, f, right);
  const own = Math.hypot(...solved);
  const scale = stretch && own > 0 ? meanLength(userFactors, f) / own : 1;
  return {
    vector: solved.map((value) => value * scale),
    contributions: (target) => {
      const direction = solveFactorized(system, f, Float64Array.from(itemFactors.subarray(target * f, (target + 1) * f)));
      const result = new Float64Array(viewer.items.length);
      items.forEach((item, at) => (result[places[at]!] = scale * (1 + alpha * weights[at]!) * dotAt(itemFactors, item * f, direction)));
      return result;
    },
  };
}

function meanLength(table: Float32Array, factors: number): number {
  let sum = 0;
  for (let from = 0; from < table.length; from += factors) sum += Math.hypot(...table.subarray(from, from + factors));
  return table.length > 0 ? (sum * factors) / table.length : 1;
}
