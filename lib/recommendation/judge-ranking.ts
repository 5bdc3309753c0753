import type { KernelControl } from "../kernels/control";
import { AppError } from "../errors";
import { algorithmInfo, type ParameterValues, type RecommenderAlgorithm } from "./algorithms";
import { valueRange, type Interactions } from "./interactions";
import { takeFacts, type ItemFacts } from "./item-facts";
import type { RankingFigures } from "./judge-figures";
import { rankingFigures, userFigures, type UserFigures } from "./ranking-figures";
import { recommendAll, type AllRecommendations } from "./recommend-all";
import { timeSplit, type TimeSplit } from "./time-split";
import { trainModel, type TrainOptions } from "./train";
import { verdictOn, type Verdict } from "./verdict";

export interface RankingJudgeOptions extends TrainOptions {
  /** Length of the lists. Default 10. */
  k?: number;
  /** Also train and judge the baselines. Default: true. */
  baselines?: boolean;
}

export interface JudgedRanking {
  /** The algorithm, or a baseline: `popular`, `popular-in-segment`, `popular-in-genre`, `trending`, `baseline`. */
  key: string;
  label: string;
  isBaseline: boolean;
  figures: RankingFigures;
  /** Aligned with the users of the split. */
  perUser: UserFigures;
  lists: AllRecommendations;
  trainMs: number;
}

export interface RankingJudgement {
  k: number;
  split: TimeSplit;
  positiveFrom: number;
  /** The asked algorithm first, then every baseline. */
  models: JudgedRanking[];
  verdict: Verdict;
}

interface Contender {
  key: string;
  label: string;
  algorithm: RecommenderAlgorithm;
  parameters?: Partial<ParameterValues>;
}

/**
 * Judges lists of k on the newest fifth of each user's liked items (`timeSplit`), beside the baselines.
 * Nothing of the held-out part is seen in training.
 * @throws AppError recommendation_impossible when no user has five liked items. KernelCancelled.
 */
export async function judgeRanking(interactions: Interactions, facts: ItemFacts, options: RankingJudgeOptions, control: KernelControl = {}): Promise<RankingJudgement> {
  const { k = 10, feedback } = options;
  const scale = options.scale ?? valueRange(interactions);
  const positiveFrom = options.positiveFrom ?? (feedback === "explicit" ? 0.8 * scale.max : Number.MIN_VALUE);
  const split = timeSplit(interactions, { positiveFrom });
  if (split.train.users === 0) throw new AppError("recommendation_impossible", "No user has five liked items or more, so nothing can be held out to judge rankings by.");
  const ownFacts = takeFacts(facts, interactions.itemIds, split.train.itemIds);
  const segments = options.segments && split.sourceUser.map((user) => options.segments![user]!);
  const userFeatures = options.userFeatures && Array.from(split.sourceUser, (user) => options.userFeatures![user]!);
  const contenders = [ownContender(options), ...(options.baselines === false ? [] : baselinesFor(split.train, ownFacts, options))];
  const models: JudgedRanking[] = [];
  for (const [at, contender] of contenders.entries()) {
    const started = performance.now();
    const share = (ratio: number): void => control.onProgress?.((at + ratio) / contenders.length);
    const { algorithm, parameters } = contender;
    const model = await trainModel(split.train, ownFacts, { ...options, algorithm, parameters, scale, positiveFrom, uses: { ratings: false, ranking: true }, ...(segments && { segments }), ...(userFeatures && { userFeatures }) }, { ...control, onProgress: (ratio) => share(0.7 * ratio) });
    const trainMs = performance.now() - started;
    const lists = await recommendAll(model, k, { ...control, onProgress: (ratio) => share(0.7 + 0.3 * ratio) });
    const perUser = userFigures(lists, split.heldOut);
    const figures = rankingFigures(lists, perUser, { heldOut: split.heldOut, popularity: model.popularity, facts: ownFacts });
    models.push({ key: contender.key, label: contender.label, isBaseline: at > 0 || algorithmInfo(algorithm).isBaseline, figures, perUser, lists, trainMs });
  }
  return { k, split, positiveFrom, models, verdict: verdictOn(models, k) };
}

function ownContender({ algorithm, parameters }: RankingJudgeOptions): Contender {
  return { key: algorithm, label: algorithmInfo(algorithm).label, algorithm, ...(parameters && { parameters }) };
}

/** The baselines that these data allow, without the one that is asked for itself. */
function baselinesFor({ time }: Interactions, facts: ItemFacts, options: RankingJudgeOptions): Contender[] {
  const popular = (key: string, label: string, within: string): Contender => ({ key, label, algorithm: "popular", parameters: { within } });
  const all: Contender[] = [popular("popular", "Most popular", "all")];
  if (options.segments) all.push(popular("popular-in-segment", "Popular in the segment", "segment"));
  if (facts.genres.some((genres) => genres.length > 0)) all.push(popular("popular-in-genre", "Popular in the viewer's genres", "genre"));
  if (time.some((moment) => !Number.isNaN(moment))) all.push(popular("trending", "Trending", "trending"));
  if (options.feedback === "explicit") all.push({ key: "baseline", label: "User and item bias", algorithm: "baseline" });
  const own = options.algorithm === "popular" && (options.parameters?.within ?? "all") === "all" ? "popular" : options.algorithm;
  return all.filter(({ key }) => key !== own);
}
