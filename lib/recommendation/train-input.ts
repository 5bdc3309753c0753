import type { KernelControl } from "../kernels/control";
import type { Feedback, ParameterValues } from "./algorithms";
import type { Interactions } from "./interactions";
import type { ItemFacts } from "./item-facts";
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
  /** items × users, ascending users. */
  audience: SparseRows;
  segments?: Int32Array;
  control: KernelControl;
}

/** A parameter that is a number; `completeParameters` has checked it. */
export function numberOf(parameters: ParameterValues, name: string): number {
  return Number(parameters[name]);
}
