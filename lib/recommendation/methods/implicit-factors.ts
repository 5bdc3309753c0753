import { implicitFactors, type ImplicitFactors } from "../../kernels/implicit-factors";
import { pairwiseFactors, type FeatureRows, type PairwiseFactors } from "../../kernels/pairwise-factors";
import type { ItemFacts } from "../item-facts";
import type { Learned, RecommenderModel, Scorer } from "../model";
import { transpose } from "../sparse-rows";
import { numberOf, type TrainInput } from "../train-input";
import { openPreferences } from "./factor-scorer";

export async function trainAls({ liked, likedBy, parameters, seed, control, onPass }: TrainInput): Promise<Learned> {
  const options = { seed, factors: numberOf(parameters, "factors"), rounds: numberOf(parameters, "rounds"), regularization: numberOf(parameters, "regularization"), alpha: numberOf(parameters, "alpha") };
  const learnedFrom = (arrays: ImplicitFactors): Learned => ({ algorithm: "als", parameters, figures: {}, arrays: { ...arrays }, parts: [] });
  const onRound = onPass && { onRound: (round: number, _milliseconds: number, read: () => ImplicitFactors) => onPass(round, () => learnedFrom(read())) };
  return learnedFrom(await implicitFactors(liked, likedBy, { ...options, ...onRound }, control));
}

export function openAls({ arrays, parameters }: Learned, model: RecommenderModel): Scorer {
  const { userFactors, itemFactors } = arrays as { userFactors: Float32Array; itemFactors: Float32Array };
  return openPreferences({ factors: numberOf(parameters, "factors"), userFactors, itemFactors, alpha: numberOf(parameters, "alpha"), regularization: numberOf(parameters, "regularization"), stretch: false }, model);
}

/** BPR knows users and items by themselves; the hybrid also by their features. */
export async function trainPairwise({ likedBy, parameters, seed, control, facts, userFeatures, onPass }: TrainInput, withFeatures: boolean): Promise<Learned> {
  const { start, column, rows, columns } = transpose(likedBy);
  const curve: number[] = [];
  const learnedFrom = ({ userFactors, itemFactors, itemBias }: PairwiseFactors): Learned =>
    ({ algorithm: withFeatures ? "hybrid" : "bpr", parameters, figures: {}, arrays: { userFactors, itemFactors, itemBias, curve: Float64Array.from(curve) }, parts: [] });
  const arrays = await pairwiseFactors(
    {
      users: rows, items: columns, start, item: column,
      userFeatures: featureRows(rows, withFeatures ? userFeatures : undefined),
      itemFeatures: featureRows(columns, withFeatures ? itemFeatureNames(facts) : undefined),
    },
    {
      loss: withFeatures ? "warp" : "bpr", seed, factors: numberOf(parameters, "factors"), epochs: numberOf(parameters, "epochs"), learningRate: numberOf(parameters, "learningRate"),
      regularization: numberOf(parameters, "regularization"),
      onEpoch: (epoch, share, read) => {
        curve.push(share);
        return onPass?.(epoch, () => learnedFrom(read()));
      },
    },
    control,
  );
  return learnedFrom(arrays);
}

/** A fold-in weighs an item that somebody has as much as this many that they have not. */
const FOLD_IN_ALPHA = 20;

export function openPairwise({ arrays, parameters }: Learned, model: RecommenderModel): Scorer {
  const { userFactors, itemFactors, itemBias } = arrays as { userFactors: Float32Array; itemFactors: Float32Array; itemBias: Float32Array };
  return openPreferences({ factors: numberOf(parameters, "factors"), userFactors, itemFactors, itemBias, alpha: FOLD_IN_ALPHA, regularization: 1, stretch: true }, model);
}

/** Genres, decade and tags; a feature that a single item has says no more than the item itself. */
function itemFeatureNames({ genres, year, tags }: ItemFacts): string[][] {
  return genres.map((list, item) => [
    ...list.map((genre) => `genre ${genre}`),
    ...(year && !Number.isNaN(year[item]!) ? [`decade ${Math.floor(year[item]! / 10)}`] : []),
    ...new Set(tags?.[item]?.map((tag) => `tag ${tag.toLowerCase()}`) ?? []),
  ]);
}

/** Every row is a feature of its own, numbered first; then the named ones that at least two rows have, in order of their names. */
function featureRows(rows: number, names?: string[][]): FeatureRows {
  const counts = new Map<string, number>();
  for (const list of names ?? []) for (const name of list) counts.set(name, (counts.get(name) ?? 0) + 1);
  const shared = Array.from(counts.keys()).filter((name) => counts.get(name)! > 1).sort();
  const numbers = new Map(shared.map((name, at): [string, number] => [name, rows + at]));
  const lists = Array.from({ length: rows }, (_, row) => [row, ...(names?.[row] ?? []).flatMap((name) => numbers.get(name) ?? [])]);
  const start = new Int32Array(rows + 1);
  lists.forEach((list, row) => (start[row + 1] = start[row]! + list.length));
  return { count: rows + shared.length, start, feature: Int32Array.from(lists.flat()) };
}
