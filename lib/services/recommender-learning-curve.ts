import type { KernelControl } from "../kernels/control";
import { dataCurve, passCurve } from "../recommendation/learning-curve";
import { learningTask } from "../recommendation/learning-task";
import { dataWords, passWords } from "../recommendation/learning-words";
import type { RankingJudgement } from "../recommendation/judge-ranking";
import type { TrainOptions } from "../recommendation/train";
import type { RecommenderQuality } from "../schemas/recommender";
import type { TrainingData } from "./recommender-data";

export type LearningCurves = Pick<RecommenderQuality, "learningCurve" | "dataCurve"> & { notice?: string };

/** Where one training takes longer, the curves (four trainings more) are not worth the wait. */
const longMs = 30_000;

/** Whether more passes, and whether more data, would make a better model: on what it learns from and on what was held out. */
export async function learningCurves({ interactions, facts }: TrainingData, options: TrainOptions, { ranking, trainMs }: { ranking?: RankingJudgement; trainMs: number }, control: KernelControl): Promise<LearningCurves> {
  const task = learningTask(interactions, facts, options, ranking);
  if (!task) return {};
  if (trainMs > longMs) return { notice: `Learning curves were left out: they take four more trainings, and one takes ${Math.round(trainMs / 1000)} s.` };
  const { measure, better } = task;
  const half = (from: number): KernelControl => ({ ...control, onProgress: (ratio) => control.onProgress?.((from + ratio) / 2) });
  const passes = await passCurve(task, half(0));
  const data = await dataCurve(task, half(1));
  return {
    ...(passes && { learningCurve: { measure, better, ...passes, sentence: passWords(task, passes) } }),
    dataCurve: { measure, better, points: data.points, sentence: dataWords(task, data) },
  };
}
