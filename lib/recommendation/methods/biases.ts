import type { Interactions } from "../interactions";
import type { Learned, RecommenderModel, Scorer, Viewer } from "../model";
import { numberOf, type TrainInput } from "../train-input";

/** The mean of all values. */
export function meanOf({ value }: Interactions): number {
  let sum = 0;
  for (let at = 0; at < value.length; at++) sum += value[at]!;
  return value.length > 0 ? sum / value.length : 0;
}

export function trainMean({ interactions, parameters }: TrainInput): Learned {
  return { algorithm: "mean", parameters, figures: { mean: meanOf(interactions) }, arrays: {}, parts: [] };
}

export function openMean({ figures }: Learned, { itemIds }: RecommenderModel): Scorer {
  const mean = figures.mean!;
  return { view: () => ({ scoreItems: () => new Float64Array(itemIds.length).fill(mean), predictRating: () => mean }) };
}

export interface Biases {
  mean: number;
  user: Float64Array;
  item: Float64Array;
}

export interface BiasOptions {
  rounds: number;
  userRegularization: number;
  itemRegularization: number;
}

/**
 * Mean, user and item biases by alternating least squares, items first, both from 0.
 * An unknown user or item has bias 0. O(rounds × entries) time. Source: Koren 2010, section 2.1; Surprise's `als` baseline.
 */
export function fitBiases({ user, item, value, users, items }: Interactions, options: BiasOptions, mean: number): Biases {
  const userBias = new Float64Array(users);
  const itemBias = new Float64Array(items);
  const counted = (keys: Int32Array, length: number, regularization: number): Float64Array => {
    const counts = new Float64Array(length).fill(regularization);
    for (let at = 0; at < keys.length; at++) counts[keys[at]!]!++;
    return counts;
  };
  const [ofUsers, ofItems] = [counted(user, users, options.userRegularization), counted(item, items, options.itemRegularization)];
  const fit = (bias: Float64Array, keys: Int32Array, other: Float64Array, otherKeys: Int32Array, counts: Float64Array): void => {
    bias.fill(0);
    for (let at = 0; at < value.length; at++) bias[keys[at]!]! += value[at]! - mean - other[otherKeys[at]!]!;
    for (let key = 0; key < bias.length; key++) bias[key] = counts[key]! > 0 ? bias[key]! / counts[key]! : 0;
  };
  for (let round = 0; round < options.rounds; round++) {
    fit(itemBias, item, userBias, user, ofItems);
    fit(userBias, user, itemBias, item, ofUsers);
  }
  return { mean, user: userBias, item: itemBias };
}

/** The bias of a user with these ratings, the items' biases given: what the last half round of `fitBiases` does. */
export function foldInBias({ items, values }: Pick<Viewer, "items" | "values">, mean: number, itemBias: ArrayLike<number>, regularization: number): number {
  let sum = 0;
  for (let at = 0; at < items.length; at++) sum += values[at]! - mean - itemBias[items[at]!]!;
  return items.length + regularization > 0 ? sum / (items.length + regularization) : 0;
}

export async function trainBaseline({ interactions, parameters, onPass }: TrainInput): Promise<Learned> {
  const options = { rounds: numberOf(parameters, "rounds"), userRegularization: numberOf(parameters, "userRegularization"), itemRegularization: numberOf(parameters, "itemRegularization") };
  const learned = (rounds: number): Learned => {
    const { mean, item } = fitBiases(interactions, { ...options, rounds }, meanOf(interactions));
    return { algorithm: "baseline", parameters, figures: { mean }, arrays: { itemBias: item }, parts: [] };
  };
  if (onPass) for (let round = 1; round <= options.rounds; round++) await onPass(round, () => learned(round));
  return learned(options.rounds);
}

export function openBaseline({ figures, arrays, parameters }: Learned): Scorer {
  const mean = figures.mean!;
  const itemBias = arrays.itemBias as Float64Array;
  return {
    view: (viewer) => {
      const userBias = foldInBias(viewer, mean, itemBias, numberOf(parameters, "userRegularization"));
      return { scoreItems: () => Float64Array.from(itemBias, (bias) => mean + userBias + bias), predictRating: (item) => mean + userBias + (itemBias[item] ?? 0) };
    },
  };
}
