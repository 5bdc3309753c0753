import { AppError } from "../../errors";
import { createPacer } from "../../kernels/pacer";
import { spdInverse } from "../../kernels/spd-inverse";
import type { Learned, RecommenderModel, Scorer } from "../model";
import { rankingWeights } from "../ranking-weights";
import type { SparseRows } from "../sparse-rows";
import { numberOf, type TrainInput } from "../train-input";
import { sumOfRows } from "../vector-rows";

/** The inverse takes the cube of the smaller side. */
const MOST_SIDE = 8_000;

/**
 * EASE: the linear model whose weight from item i to item j is −B[i,j] / B[j,j], B = (XᵀX + λ I)⁻¹, X binary users × items.
 *
 * Where there are fewer users than items B is not made: by Woodbury's identity B = (I − Xᵀ K X) / λ with the users × users
 * matrix K = (X Xᵀ + λ I)⁻¹, which is all that is kept; the same weights for a fraction of time and space.
 * Source: Steck 2019, arXiv:1905.03375.
 */
export async function trainEase(input: TrainInput): Promise<Learned> {
  const { liked, likedBy, parameters } = input;
  const lambda = Math.max(numberOf(parameters, "regularization"), 1e-6);
  const byUsers = liked.rows < liked.columns;
  const side = Math.min(liked.rows, liked.columns);
  if (side > MOST_SIDE) throw new AppError("recommendation_impossible", `EASE weighs every pair of items and takes up to ${MOST_SIDE.toLocaleString("en-US")} users or items; here are ${liked.rows.toLocaleString("en-US")} users and ${liked.columns.toLocaleString("en-US")} items. Choose ALS or item neighbours, or fewer items.`);
  const inverse = await invertGram(byUsers ? liked : likedBy, byUsers ? likedBy : liked, lambda, input);
  const learned: Learned = { algorithm: "ease", parameters, figures: { lambda, byUsers: byUsers ? 1 : 0 }, arrays: {}, parts: [] };
  if (byUsers) {
    learned.arrays = { kernel: inverse, likedStart: likedBy.start, likedUser: likedBy.column, diagonal: await diagonalByUsers(likedBy, inverse, liked.rows, lambda, input) };
  } else {
    const diagonal = Float64Array.from({ length: side }, (_, item) => inverse[item * side + item]!);
    learned.arrays = { weights: Float32Array.from(inverse, (value, at) => (Math.floor(at / side) === at % side ? 0 : -value / diagonal[at % side]!)) };
  }
  return learned;
}

/** (M Mᵀ + λ I)⁻¹ of a binary matrix M, side × side; `across` is M transposed. */
async function invertGram(matrix: SparseRows, across: SparseRows, lambda: number, { control }: TrainInput): Promise<Float64Array> {
  const side = matrix.rows;
  const result = new Float64Array(side * side);
  const fillRow = (i: number, row: Float64Array): void => {
    row.fill(0);
    for (let at = matrix.start[i]!; at < matrix.start[i + 1]!; at++) {
      const other = matrix.column[at]!;
      for (let entry = across.start[other]!; entry < across.start[other + 1]!; entry++) row[across.column[entry]!]!++;
    }
    row[i]! += lambda;
  };
  const takeRow = (i: number, row: Float64Array): void => {
    for (let j = 0; j <= i; j++) {
      result[i * side + j] = row[j]!;
      result[j * side + i] = row[j]!;
    }
  };
  await spdInverse(side, fillRow, takeRow, control);
  return result;
}

/** B[j,j] = (1 − xⱼᵀ K xⱼ) / λ for every item. */
async function diagonalByUsers({ start, column, rows }: SparseRows, kernel: Float64Array, users: number, lambda: number, { control }: TrainInput): Promise<Float64Array> {
  const diagonal = new Float64Array(rows);
  const pacer = createPacer({ signal: control.signal });
  for (let item = 0; item < rows; item++) {
    let sum = 0;
    for (let a = start[item]!; a < start[item + 1]!; a++) {
      const row = column[a]! * users;
      for (let b = start[item]!; b < start[item + 1]!; b++) sum += kernel[row + column[b]!]!;
    }
    diagonal[item] = (1 - sum) / lambda;
    if (pacer.due()) await pacer.breathe(1);
  }
  return diagonal;
}

export function openEase(learned: Learned, model: RecommenderModel): Scorer {
  const pairs = learned.figures.byUsers === 1 ? openByUsers(learned, model) : openByItems(learned, model);
  return {
    view: (viewer) => {
      const counts = rankingWeights(model, viewer, { feedbackScale: 0, recency: numberOf(learned.parameters, "recency") });
      return {
        scoreItems: () => pairs.scoresFrom(viewer.items, counts),
        contributions: (target) => pairs.weightsInto(target, viewer.items).map((weight, at) => (viewer.items[at] === target ? 0 : counts[at]! * weight)),
      };
    },
    similarity: (item) => pairs.scoresFrom(Int32Array.of(item), Float64Array.of(1)),
  };
}

interface PairWeights {
  /** Of every item: Σ over the given items of count × weight to it. */
  scoresFrom: (items: Int32Array, counts: Float64Array) => Float64Array;
  /** Of each given item its weight to `target`. */
  weightsInto: (target: number, items: Int32Array) => Float64Array;
}

function openByItems({ arrays }: Learned, { itemIds }: RecommenderModel): PairWeights {
  const weights = { width: itemIds.length, values: arrays.weights as Float32Array };
  return {
    scoresFrom: (items, counts) => sumOfRows(weights, items, counts),
    weightsInto: (target, items) => Float64Array.from(items, (item) => weights.values[item * itemIds.length + target]!),
  };
}

function openByUsers({ arrays, figures }: Learned, { itemIds, history }: RecommenderModel): PairWeights {
  const { kernel, likedStart, likedUser, diagonal } = arrays as { kernel: Float64Array; likedStart: Int32Array; likedUser: Int32Array; diagonal: Float64Array };
  const users = history.rows;
  const lambda = figures.lambda!;
  /** K x, of an x that has `counts` at the users who like the items. */
  const smoothed = (items: Int32Array, counts: Float64Array): Float64Array => {
    const overlap = new Float64Array(users);
    for (let at = 0; at < items.length; at++) for (let entry = likedStart[items[at]!]!; entry < likedStart[items[at]! + 1]!; entry++) overlap[likedUser[entry]!]! += counts[at]!;
    const touched = Int32Array.from(overlap.keys()).filter((user) => overlap[user] !== 0);
    return sumOfRows({ width: users, values: kernel }, touched, Float64Array.from(touched, (user) => overlap[user]!));
  };
  const overLikers = (values: Float64Array, item: number): number => {
    let sum = 0;
    for (let entry = likedStart[item]!; entry < likedStart[item + 1]!; entry++) sum += values[likedUser[entry]!]!;
    return sum;
  };
  return {
    scoresFrom: (items, counts) => {
      const spread = smoothed(items, counts);
      const own = new Float64Array(itemIds.length);
      items.forEach((item, at) => (own[item]! += counts[at]!));
      // (x B)ⱼ without what the item says about itself, over −Bⱼⱼ.
      return own.map((count, item) => -((count - overLikers(spread, item)) / lambda - count * diagonal[item]!) / diagonal[item]!);
    },
    weightsInto: (target, items) => {
      const spread = smoothed(Int32Array.of(target), Float64Array.of(1));
      return Float64Array.from(items, (item) => (item === target ? 0 : overLikers(spread, item) / lambda / diagonal[target]!));
    },
  };
}
