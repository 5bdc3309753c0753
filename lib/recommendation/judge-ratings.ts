import type { KernelControl } from "../kernels/control";
import { student95 } from "../kernels/chance";
import { randomStream } from "../kernels/random";
import { AppError } from "../errors";
import { algorithmInfo, type RecommenderAlgorithm } from "./algorithms";
import { placesOf, takeInteractions, valueRange, type Interactions } from "./interactions";
import { takeFacts, type ItemFacts } from "./item-facts";
import type { Figure, RatingFigures } from "./judge-figures";
import { predictRatings } from "./predict-ratings";
import { trainModel, type TrainOptions } from "./train";

export interface RatingJudgeOptions extends TrainOptions {
  /** Default 5. */
  folds?: number;
  /** `position`: the source row's number modulo folds. `random`: a seeded deal. Default: position. */
  foldBy?: "position" | "random";
  /** Also judge the mean and the biases. Default: true. */
  baselines?: boolean;
}

export interface JudgedRatings {
  key: string;
  label: string;
  isBaseline: boolean;
  figures: RatingFigures;
  /** Of each fold, in order. */
  folds: { rmse: number; mae: number }[];
  /** Mean squared error of each user of the source over all folds; NaN for users without ratings. */
  userSquaredError: Float64Array;
}

export interface RatingJudgement {
  folds: number;
  ratings: number;
  scale: { min: number; max: number };
  /** The asked algorithm first, then the baselines. */
  models: JudgedRatings[];
}

/**
 * Judges predicted ratings by k-fold cross-validation: RMSE and MAE of each fold, averaged; predictions are held within the scale.
 * The 95 % interval is over users: mean ± t standard errors of the users' summed errors, by the delta method for the ratio
 * of sums (and the root). An unknown user or item is predicted from what is known of the other.
 * @throws AppError recommendation_impossible for algorithms that predict no ratings, or fewer ratings than folds. KernelCancelled.
 */
export async function judgeRatings(interactions: Interactions, facts: ItemFacts, options: RatingJudgeOptions, control: KernelControl = {}): Promise<RatingJudgement> {
  const { folds = 5, algorithm } = options;
  if (!algorithmInfo(algorithm).predictsRatings) throw new AppError("recommendation_impossible", `${algorithmInfo(algorithm).label} predicts no ratings; judge its rankings.`);
  if (interactions.value.length < folds) throw new AppError("recommendation_impossible", `${folds} folds need at least ${folds} ratings; there are ${interactions.value.length}.`);
  const foldOf = dealFolds(interactions, folds, options.foldBy ?? "position", options.seed);
  const names = [algorithm, ...(options.baselines === false ? [] : (["mean", "baseline"] as const).filter((name) => name !== algorithm))];
  const scale = options.scale ?? valueRange(interactions);
  const tallies = names.map((name, at) => tallyOf(name, interactions.users, { ...options, scale, algorithm: name, parameters: at === 0 ? options.parameters : {} }));
  for (let fold = 0; fold < folds; fold++) {
    const test = entriesWhere(foldOf, (own) => own === fold);
    if (test.length === 0) continue;
    // What a fold is made of is the same for everybody who is judged on it.
    const parts = partsOfFold(interactions, facts, entriesWhere(foldOf, (own) => own !== fold), test);
    for (const [at, tally] of tallies.entries()) {
      const part = { ...control, onProgress: (ratio: number) => control.onProgress?.((fold + (at + ratio) / tallies.length) / folds) };
      tally.add(interactions, test, await predictFold(parts, tally.options, part));
    }
  }
  return { folds, ratings: interactions.value.length, scale, models: tallies.map((tally) => tally.judged()) };
}

/** The errors of one algorithm, fold by fold. */
function tallyOf(key: RecommenderAlgorithm, users: number, options: RatingJudgeOptions) {
  const folds: { rmse: number; mae: number }[] = [];
  const squares = new Float64Array(users);
  const absolutes = new Float64Array(users);
  const counts = new Float64Array(users);
  return {
    options,
    add({ value, user }: Interactions, test: Int32Array, predicted: Float64Array): void {
      let [square, absolute] = [0, 0];
      for (let at = 0; at < test.length; at++) {
        const error = predicted[at]! - value[test[at]!]!;
        const own = user[test[at]!]!;
        square += error * error;
        absolute += Math.abs(error);
        squares[own]! += error * error;
        absolutes[own]! += Math.abs(error);
        counts[own]!++;
      }
      folds.push({ rmse: Math.sqrt(square / test.length), mae: absolute / test.length });
    },
    judged(): JudgedRatings {
      const { label, isBaseline } = algorithmInfo(key);
      const figures = { rmse: rootFigure(average(folds.map(({ rmse }) => rmse)), squares, counts), mae: ratioFigure(average(folds.map(({ mae }) => mae)), absolutes, counts) };
      return { key, label, isBaseline, figures, folds, userSquaredError: squares.map((square, user) => (counts[user]! > 0 ? square / counts[user]! : NaN)) };
    },
  };
}

interface FoldParts {
  known: Interactions;
  facts: ItemFacts;
  /** Of each entry that is held out: its user and item among the known ones, −1 for unknown. */
  users: Int32Array;
  items: Int32Array;
}

function partsOfFold(interactions: Interactions, facts: ItemFacts, train: Int32Array, test: Int32Array): FoldParts {
  const known = takeInteractions(interactions, train);
  const users = placesOf(interactions.userIds, known.userIds);
  const items = placesOf(interactions.itemIds, known.itemIds);
  return {
    known, facts: takeFacts(facts, interactions.itemIds, known.itemIds),
    users: test.map((entry) => users[interactions.user[entry]!]!), items: test.map((entry) => items[interactions.item[entry]!]!),
  };
}

async function predictFold({ known, facts, users, items }: FoldParts, options: RatingJudgeOptions, control: KernelControl): Promise<Float64Array> {
  const model = await trainModel(known, facts, { ...options, feedback: "explicit", uses: { ratings: true, ranking: false } }, control);
  return predictRatings(model, users, items, control);
}

/** The fold of each entry. */
export function dealFolds({ row }: Interactions, folds: number, foldBy: "position" | "random", seed: number): Int32Array {
  if (foldBy === "position") return row.map((position) => position % folds);
  // Fisher and Yates: every fold gets the same number, give or take one.
  const deal = row.map((_, at) => at % folds);
  const { nextBelow } = randomStream(seed);
  for (let at = deal.length - 1; at > 0; at--) {
    const other = nextBelow(at + 1);
    [deal[at], deal[other]] = [deal[other]!, deal[at]!];
  }
  return deal;
}

function entriesWhere(foldOf: Int32Array, holds: (fold: number) => boolean): Int32Array {
  const entries = new Int32Array(foldOf.length);
  let count = 0;
  for (let entry = 0; entry < foldOf.length; entry++) if (holds(foldOf[entry]!)) entries[count++] = entry;
  return entries.slice(0, count);
}

function average(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The interval of Σ errors / Σ counts with users as the independent units. */
function ratioFigure(value: number, sums: Float64Array, counts: Float64Array): Figure {
  const margin = ratioMargin(sums, counts);
  return Number.isFinite(margin) ? { value, low95: Math.max(0, value - margin), high95: value + margin } : { value };
}

/** The same for the root: the error of √x is that of x over 2 √x. */
function rootFigure(value: number, sums: Float64Array, counts: Float64Array): Figure {
  const margin = value > 0 ? ratioMargin(sums, counts) / (2 * value) : NaN;
  return Number.isFinite(margin) ? { value, low95: Math.max(0, value - margin), high95: value + margin } : { value };
}

/** Half of the 95 % interval (Student's t); not a number below two users. */
function ratioMargin(sums: Float64Array, counts: Float64Array): number {
  let [users, sum, count] = [0, 0, 0];
  counts.forEach((own, user) => {
    if (own === 0) return;
    users++;
    sum += sums[user]!;
    count += own;
  });
  if (users < 2) return NaN;
  const ratio = sum / count;
  const square = counts.reduce((total, own, user) => total + (sums[user]! - ratio * own) ** 2, 0);
  return (student95(users - 1) * Math.sqrt((square * users) / (users - 1))) / count;
}
