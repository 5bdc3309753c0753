import { fitBiases, foldInBias, meanOf, type Biases } from "./biases";
import type { Interactions } from "../interactions";
import type { Learned, Viewer } from "../model";
import type { SparseRows } from "../sparse-rows";

/** As the baseline's defaults. */
const OPTIONS = { rounds: 10, userRegularization: 15, itemRegularization: 10 };

/** The biases that neighbours' ratings are compared around. */
export function neighbourBiases(interactions: Interactions): Biases {
  return fitBiases(interactions, OPTIONS, meanOf(interactions));
}

/** Ratings less what the biases say of them; with `userMean` less the user's own mean instead. */
export function residualRows(history: SparseRows, { mean, user, item }: Biases, around: "bias" | "userMean" | "nothing"): SparseRows {
  if (around === "nothing") return history;
  const value = new Float32Array(history.value.length);
  for (let row = 0; row < history.rows; row++) {
    const [from, to] = [history.start[row]!, history.start[row + 1]!];
    const own = around === "userMean" ? average(history.value.subarray(from, to)) : mean + user[row]!;
    for (let at = from; at < to; at++) value[at] = history.value[at]! - own - (around === "bias" ? item[history.column[at]!]! : 0);
  }
  return { ...history, value };
}

/** What the biases say of a viewer and any item: −1 is an unknown one. */
export function viewerBaseline(figures: Learned["figures"], itemBias: ArrayLike<number>, viewer: Viewer): (item: number) => number {
  const own = figures.mean! + foldInBias(viewer, figures.mean!, itemBias, OPTIONS.userRegularization);
  return (item) => own + (itemBias[item] ?? 0);
}

function average(values: Float32Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
