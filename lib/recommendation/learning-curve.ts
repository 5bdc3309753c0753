import { KernelCancelled, type KernelControl } from "../kernels/control";
import { randomStream } from "../kernels/random";
import { completeParameters } from "./algorithms";
import type { Interactions } from "./interactions";
import type { LearningTask, Loss } from "./learning-task";
import { passesOf, trainModel } from "./train";

export interface PassCurve {
  unit: "epoch" | "round";
  /** Passes that were asked for; the curve goes on half as far again. */
  asked: number;
  points: ({ step: number } & Loss)[];
}

export interface DataCurve {
  points: ({ shareRatio: number; interactions: number } & Loss)[];
}

/** Passes beyond those that were asked for: whether more of them would pay. */
const beyondRatio = 1.5;
/** Points of a curve over passes that cost little, and that cost much (each one ranks for many users). */
const mostPoints = { lower: 60, higher: 14 } as const;
const shares = [0.25, 0.5, 0.75, 1];

/** What each pass gave, from one training; undefined for algorithms that learn in none. @throws KernelCancelled. */
export async function passCurve(task: LearningTask, control: KernelControl): Promise<PassCurve | undefined> {
  const { options, interactions, facts } = task;
  const parameters = completeParameters(options.algorithm, options.parameters);
  const name = passesOf(parameters);
  if (name === undefined) return undefined;
  const asked = Number(parameters[name]);
  const last = Math.min(500, Math.ceil(asked * beyondRatio));
  const wanted = spread(asked, last, mostPoints[task.better]);
  const points: PassCurve["points"] = [];
  const onPass = async (step: number, read: () => Parameters<LearningTask["judge"]>[0]): Promise<void> => {
    if (control.signal?.aborted) throw new KernelCancelled();
    if (wanted.has(step)) points.push({ step, ...(await task.judge(read(), { ...control, onProgress: undefined })) });
  };
  await trainModel(interactions, facts, { ...options, parameters: { ...options.parameters, [name]: last }, onPass }, control);
  return { unit: name === "epochs" ? "epoch" : "round", asked, points };
}

/** What a quarter, half, three quarters and all of the events give; each part holds the smaller ones. @throws KernelCancelled. */
export async function dataCurve(task: LearningTask, control: KernelControl): Promise<DataCurve> {
  const { options, interactions, facts } = task;
  const order = dealt(interactions.value.length, options.seed);
  const points: DataCurve["points"] = [];
  for (const [at, shareRatio] of shares.entries()) {
    if (control.signal?.aborted) throw new KernelCancelled();
    const entries = order.slice(0, Math.round(shareRatio * order.length)).sort();
    const part = { ...control, onProgress: (ratio: number) => control.onProgress?.((at + ratio) / shares.length) };
    const model = await trainModel(partOf(interactions, entries), facts, options, part);
    points.push({ shareRatio, interactions: entries.length, ...(await task.judge(model, { ...control, onProgress: undefined })) });
  }
  return { points };
}

/** At most about `most` steps from 1 to `last`, with the first, the asked and the last one among them. */
function spread(asked: number, last: number, most: number): Set<number> {
  const stride = Math.ceil(last / most);
  return new Set([1, asked, last, ...Array.from({ length: Math.floor(last / stride) }, (_, at) => (at + 1) * stride)]);
}

/** Fisher and Yates. */
function dealt(count: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  const { nextBelow } = randomStream(seed);
  for (let at = count - 1; at > 0; at--) {
    const other = nextBelow(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** Some entries, of the same users and items under the same numbers. */
function partOf(interactions: Interactions, entries: Int32Array): Interactions {
  return {
    ...interactions, user: entries.map((entry) => interactions.user[entry]!), item: entries.map((entry) => interactions.item[entry]!), row: entries.map((entry) => interactions.row[entry]!),
    value: Float32Array.from(entries, (entry) => interactions.value[entry]!), time: Float64Array.from(entries, (entry) => interactions.time[entry]!),
  };
}
