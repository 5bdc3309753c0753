import type { KernelControl } from "../kernels/control";
import { createPacer } from "../kernels/pacer";
import type { RecommenderModel } from "./model";
import { viewerOf, viewOf, withinScale } from "./recommend";
import { groupByKey } from "./sparse-rows";

/**
 * The ratings of many pairs, held within the scale. −1 is an unknown user or item: an unknown user is one without a
 * history, an unknown item one that nobody has rated (its bias and factors are 0).
 */
export async function predictRatings(model: RecommenderModel, users: Int32Array, items: Int32Array, control: KernelControl = {}): Promise<Float64Array> {
  const pacer = createPacer(control);
  const predicted = new Float64Array(users.length);
  const { start, order } = groupByKey(users.map((user) => user + 1), model.userIds.length + 1);
  for (let user = -1; user < model.userIds.length; user++) {
    const [from, to] = [start[user + 1]!, start[user + 2]!];
    if (from === to) continue;
    const view = viewOf(model, viewerOf(model, { user }));
    for (let at = from; at < to; at++) predicted[order[at]!] = withinScale(model, view.predictRating!(items[order[at]!]!));
    if (pacer.due()) await pacer.breathe(to / users.length);
  }
  return predicted;
}
