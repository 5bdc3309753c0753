import { implicitFactors, type ImplicitFactors } from "../../kernels/implicit-factors";
import { pairwiseFactors, type FeatureRows, type PairwiseFactors } from "../../kernels/pairwise-factors";
import type { Learned, RecommenderModel, Scorer } from "../model";
import { transpose } from "../sparse-rows";
import { numberOf, type TrainInput } from "../train-input";
import { openPreferences } from "./factor-scorer";
import { itemFeatureNames, sharedFeatures } from "./item-features";

/** Of the regularisation, for each unit of a row's confidence; chosen with it on inner splits (docs/recommenders.md). */
const MASS_SHARE = 0.01;

export async function trainAls({ liked, likedBy, parameters, seed, control, onPass }: TrainInput): Promise<Learned> {
  const regularization = numberOf(parameters, "regularization");
  const massRegularization = MASS_SHARE * regularization;
  const options = { seed, factors: numberOf(parameters, "factors"), rounds: numberOf(parameters, "rounds"), regularization, massRegularization, alpha: numberOf(parameters, "alpha") };
  const learnedFrom = (arrays: ImplicitFactors): Learned => ({ algorithm: "als", parameters, figures: { massRegularization }, arrays: { ...arrays }, parts: [] });
  const onRound = onPass && { onRound: (round: number, _milliseconds: number, read: () => ImplicitFactors) => onPass(round, () => learnedFrom(read())) };
  return learnedFrom(await implicitFactors(liked, likedBy, { ...options, ...onRound }, control));
}

export function openAls({ arrays, parameters, figures }: Learned, model: RecommenderModel): Scorer {
  const { userFactors, itemFactors } = arrays as { userFactors: Float32Array; itemFactors: Float32Array };
  const [alpha, regularization] = [numberOf(parameters, "alpha"), numberOf(parameters, "regularization")];
  // Models of before were learned with the same λ for everybody.
  const massRegularization = figures.massRegularization ?? 0;
  return openPreferences({ factors: numberOf(parameters, "factors"), userFactors, itemFactors, alpha, regularization, massRegularization, stretch: false }, model);
}

/** BPR knows users and items by themselves; the hybrid also by their features. */
export async function trainPairwise({ likedBy, parameters, seed, control, facts, userFeatures, onPass }: TrainInput, withFeatures: boolean): Promise<Learned> {
  const { start, column, rows, columns } = transpose(likedBy);
  const curve: number[] = [];
  // Of the features only those that several items share are kept: an item's own is in its sum.
  const learnedFrom = ({ userFactors, itemFactors, itemBias, itemFeatureFactors }: PairwiseFactors): Learned => ({
    algorithm: withFeatures ? "hybrid" : "bpr", parameters, figures: {}, parts: [],
    arrays: { userFactors, itemFactors, itemBias, curve: Float64Array.from(curve), ...(withFeatures && { itemFeatureFactors: itemFeatureFactors.slice(itemFactors.length) }) },
  });
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
  return openPreferences({ factors: numberOf(parameters, "factors"), userFactors, itemFactors, itemBias, alpha: FOLD_IN_ALPHA, regularization: 1, massRegularization: 0, stretch: true }, model);
}

/** Every row is a feature of its own, numbered first; then the named ones that at least two rows have, in order of their names. */
function featureRows(rows: number, names?: string[][]): FeatureRows {
  const shared = sharedFeatures(names ?? []);
  const numbers = new Map(shared.map((name, at): [string, number] => [name, rows + at]));
  const lists = Array.from({ length: rows }, (_, row) => [row, ...(names?.[row] ?? []).flatMap((name) => numbers.get(name) ?? [])]);
  const start = new Int32Array(rows + 1);
  lists.forEach((list, row) => (start[row + 1] = start[row]! + list.length));
  return { count: rows + shared.length, start, feature: Int32Array.from(lists.flat()) };
}
