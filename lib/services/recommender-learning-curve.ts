import { KernelCancelled, type KernelControl } from "../kernels/control";
import { completeParameters } from "../recommendation/algorithms";
import { judgeRanking, type RankingJudgement } from "../recommendation/judge-ranking";
import type { TrainOptions } from "../recommendation/train";
import type { RecommenderQuality } from "../schemas/recommender";
import type { TrainingData } from "./recommender-data";

/** Parts of the passes that were asked for, and half as many again: whether more of them would pay. */
const parts = [1 / 8, 1 / 4, 1 / 2, 3 / 4, 3 / 2];
/** Where one training takes longer, the curve is not worth the wait. */
const longMs = 15_000;

/** NDCG on the held-out part after some passes of an algorithm that learns in passes; undefined for the others. */
export async function learningCurve({ interactions, facts }: TrainingData, options: TrainOptions, ranking: RankingJudgement, control: KernelControl): Promise<RecommenderQuality["learningCurve"]> {
  const parameters = completeParameters(options.algorithm, options.parameters);
  const name = ["epochs", "rounds"].find((each) => each in parameters);
  const [own] = ranking.models;
  if (name === undefined || !own || own.trainMs > longMs) return undefined;
  const full = Number(parameters[name]);
  const steps = [...new Set(parts.map((part) => Math.max(1, Math.round(part * full))))].filter((step) => step !== full);
  const points = [{ step: full, train: null, heldOut: own.figures.ndcg.value }];
  for (const [at, step] of steps.entries()) {
    if (control.signal?.aborted) throw new KernelCancelled();
    const part = { ...control, onProgress: (ratio: number) => control.onProgress?.((at + ratio) / steps.length) };
    const judged = await judgeRanking(interactions, facts, { ...options, parameters: { ...options.parameters, [name]: step }, baselines: false }, part);
    points.push({ step, train: null, heldOut: judged.models[0]?.figures.ndcg.value ?? 0 });
  }
  return { measure: `NDCG@${ranking.k}`, points: points.sort((a, b) => a.step - b.step) };
}
