import type { KernelControl } from "../kernels/control";
import { completeParameters, type Feedback, type ParameterValues, type RecommenderAlgorithm } from "./algorithms";
import { valueRange, type Interactions } from "./interactions";
import type { ItemFacts } from "./item-facts";
import { countUsers } from "./methods/popularity";
import { methods } from "./methods/methods";
import type { Learned, RecommenderModel } from "./model";
import { likedRows } from "./ranking-weights";
import { sparseRows, transpose, type SparseRows } from "./sparse-rows";
import type { TrainInput } from "./train-input";

export interface TrainOptions {
  algorithm: RecommenderAlgorithm;
  parameters?: Partial<ParameterValues>;
  seed: number;
  /** Whether values are ratings. */
  feedback: Feedback;
  /** The rating scale; default: from the smallest to the largest value. */
  scale?: { min: number; max: number };
  /** Values of at least this much count as liked. Default: four fifths of the highest rating; of weights every one above 0. */
  positiveFrom?: number;
  /** Segment number of each user, −1 for none. */
  segments?: Int32Array;
  /** What is known of each user besides their events, as words such as "country DE"; the hybrid learns from them. */
  userFeatures?: string[][];
  /** What the model is going to be asked; default: rankings, and ratings where the algorithm predicts them. */
  uses?: { ratings: boolean; ranking: boolean };
  /** Of algorithms that learn in passes: what is learned after each of them (from 1); training goes on when it is done. */
  onPass?: (pass: number, read: () => RecommenderModel) => unknown;
}

/**
 * Trains a recommender. Same interactions, options and seed give the same bytes on any number of threads.
 *
 * Defined for bad input: one interaction, all ratings equal, users with a single event train like everything else.
 * @throws RangeError naming a parameter that is unknown or out of range. AppError recommendation_impossible in words
 * for what the data can't give. KernelCancelled. KernelMemoryExceeded.
 */
export async function trainModel(interactions: Interactions, facts: ItemFacts, options: TrainOptions, control: KernelControl = {}): Promise<RecommenderModel> {
  const { algorithm, feedback, seed, segments } = options;
  const parameters = completeParameters(algorithm, options.parameters);
  const scale = options.scale ?? valueRange(interactions);
  const positiveFrom = options.positiveFrom ?? (feedback === "explicit" ? 0.8 * scale.max : Number.MIN_VALUE);
  const history = historyOf(interactions);
  const liked = likedRows({ feedback, positiveFrom }, history);
  const uses = options.uses ?? { ranking: true, ratings: feedback === "explicit" };
  // What speaks against an item is no having it; a low rating is.
  const popularity = countUsers(interactions, feedback === "implicit" ? Number.MIN_VALUE : undefined);
  const modelOf = (learned: Learned): RecommenderModel => ({
    version: 1, feedback, seed, scale, positiveFrom, userIds: interactions.userIds, itemIds: interactions.itemIds, facts, history, popularity, learned, notices: [], ...(segments && { segments }),
  });
  const { onPass, userFeatures } = options;
  // A blend's parts learn in passes too; those are not the blend's.
  const inPasses = onPass && passesOf(parameters) && { onPass: (pass: number, read: () => Learned) => onPass(pass, () => modelOf(read())) };
  const input: TrainInput = { interactions, facts, feedback, parameters, seed, scale, positiveFrom, history, liked, likedBy: transpose(liked), uses, control, ...(segments && { segments }), ...(userFeatures && { userFeatures }), ...inPasses };
  const learned = await methods[algorithm].train(input);
  control.onProgress?.(1);
  return modelOf(learned);
}

/** The parameter that says in how many passes an algorithm learns; undefined where it needs none. */
export function passesOf(parameters: ParameterValues): "epochs" | "rounds" | undefined {
  return (["epochs", "rounds"] as const).find((name) => name in parameters);
}

/** users × items, each user's entries ordered by time, then item; entries of unknown time come first, in the source's order. */
function historyOf({ users, items, user, item, value, time }: Interactions): SparseRows {
  const matrix = sparseRows(users, items, user, item, value);
  const times = sparseTimes(users, user, time);
  for (let row = 0; row < users; row++) sortStretch(matrix, times, matrix.start[row]!, matrix.start[row + 1]!);
  return matrix;
}

function sparseTimes(users: number, user: Int32Array, time: Float64Array): Float64Array {
  const next = new Int32Array(users + 1);
  for (let at = 0; at < user.length; at++) next[user[at]! + 1]!++;
  for (let row = 0; row < users; row++) next[row + 1]! += next[row]!;
  const times = new Float64Array(user.length);
  for (let at = 0; at < user.length; at++) times[next[user[at]!]!++] = Number.isNaN(time[at]!) ? -Infinity : time[at]!;
  return times;
}

function sortStretch({ column, value }: SparseRows, times: Float64Array, from: number, to: number): void {
  let sorted = true;
  for (let at = from + 1; sorted && at < to; at++) sorted = times[at - 1]! < times[at]! || (times[at - 1] === times[at] && (times[at] === -Infinity || column[at - 1]! < column[at]!));
  if (sorted) return;
  const order = Array.from({ length: to - from }, (_, at) => from + at).sort((a, b) => {
    if (times[a] !== times[b]) return times[a]! < times[b]! ? -1 : 1;
    return times[a] === -Infinity ? a - b : column[a]! - column[b]!;
  });
  column.set(order.map((at) => column[at]!), from);
  value.set(order.map((at) => value[at]!), from);
}
