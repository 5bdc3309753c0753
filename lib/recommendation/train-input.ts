import type { KernelControl } from "../kernels/control";
import type { Feedback, ParameterValues } from "./algorithms";
import type { Interactions } from "./interactions";
import type { ItemFacts } from "./item-facts";
import type { Learned } from "./model";
import type { SparseRows } from "./sparse-rows";

/** What an algorithm learns from; the same for all of them. */
export interface TrainInput {
  interactions: Interactions;
  facts: ItemFacts;
  feedback: Feedback;
  parameters: ParameterValues;
  seed: number;
  scale: { min: number; max: number };
  /** users × items, each user's entries oldest first. */
  history: SparseRows;
  positiveFrom: number;
  /** The liked entries of `history`: what ranking learns from. The value is 1 for a rating, else the weight. */
  liked: SparseRows;
  /** `liked` as items × users. */
  likedBy: SparseRows;
  /** What the model is going to be asked: a judge asks for one of them, and the other is not learned. */
  uses: { ratings: boolean; ranking: boolean };
  segments?: Int32Array;
  /** What is known of each user besides their events, as words such as "country DE". */
  userFeatures?: string[][];
  /** Of algorithms that learn in passes: called after each of them (from 1); training goes on when it is done. */
  onPass?: (pass: number, read: () => Learned) => unknown;
  control: KernelControl;
}

/** A parameter that is a number; `completeParameters` has checked it. */
export function numberOf(parameters: ParameterValues, name: string): number {
  return Number(parameters[name]);
}
