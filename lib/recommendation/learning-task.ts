import type { KernelControl } from "../kernels/control";
import { createPacer } from "../kernels/pacer";
import type { RecommenderAlgorithm } from "./algorithms";
import { placesOf, takeInteractions, type Interactions } from "./interactions";
import { takeFacts, type ItemFacts } from "./item-facts";
import { dealFolds } from "./judge-ratings";
import type { RankingJudgement } from "./judge-ranking";
import type { RecommenderModel } from "./model";
import { predictRatings } from "./predict-ratings";
import { topItems, viewerOf, viewOf } from "./recommend";
import type { TrainOptions } from "./train";

/** How good a model is on what it learns from, and on what was held out. */
export interface Loss {
  train: number;
  heldOut: number;
}

/** One way to learn and to be judged, the same for every point of a learning curve. */
export interface LearningTask {
  measure: string;
  better: "higher" | "lower";
  /** What may be learned from; parts of it keep the numbers of users and items. */
  interactions: Interactions;
  facts: ItemFacts;
  options: TrainOptions;
  judge: (model: RecommenderModel, control: KernelControl) => Promise<Loss>;
}

/** What these predict is a rating before it is a list. */
const judgedByRatings: readonly RecommenderAlgorithm[] = ["mean", "baseline", "svd", "svdpp"];
/** Scores of items that one point of a ranking curve may cost; users beyond are left out, evenly. */
const mostScores = 8_000_000;
const leastUsers = 100;
/** Ratings that one point of a curve of ratings looks at, of each kind. */
const mostRatings = 100_000;

/** The figure that says how well this algorithm learns: RMSE of a held-out fifth for models of ratings, else NDCG on the ranking's split. */
export function learningTask(interactions: Interactions, facts: ItemFacts, options: TrainOptions, ranking: RankingJudgement | undefined): LearningTask | undefined {
  if (options.feedback === "explicit" && judgedByRatings.includes(options.algorithm)) return interactions.value.length < 10 ? undefined : ratingTask(interactions, facts, options);
  return ranking && rankingTask(interactions, facts, options, ranking);
}

function ratingTask(interactions: Interactions, facts: ItemFacts, options: TrainOptions): LearningTask {
  const fold = dealFolds(interactions, 5, "random", options.seed);
  const entries = (held: boolean): Int32Array => Int32Array.from(fold.keys()).filter((entry) => (fold[entry] === 0) === held);
  const known = takeInteractions(interactions, entries(false));
  const [userPlaces, itemPlaces] = [placesOf(interactions.userIds, known.userIds), placesOf(interactions.itemIds, known.itemIds)];
  const held = evenly(entries(true), mostRatings);
  const seen = evenly(Int32Array.from(known.user.keys()), mostRatings);
  const [users, items] = [held.map((entry) => userPlaces[interactions.user[entry]!]!), held.map((entry) => itemPlaces[interactions.item[entry]!]!)];
  return {
    measure: "RMSE", better: "lower", interactions: known, facts: takeFacts(facts, interactions.itemIds, known.itemIds),
    options: { ...options, uses: { ratings: true, ranking: false }, segments: undefined, userFeatures: undefined },
    judge: async (model, control) => ({
      train: rootMeanSquare(await predictRatings(model, seen.map((entry) => known.user[entry]!), seen.map((entry) => known.item[entry]!), control), (at) => known.value[seen[at]!]!),
      heldOut: rootMeanSquare(await predictRatings(model, users, items, control), (at) => interactions.value[held[at]!]!),
    }),
  };
}

function rankingTask(interactions: Interactions, facts: ItemFacts, options: TrainOptions, { split, k, positiveFrom }: RankingJudgement): LearningTask {
  const { train, heldOut, sourceUser } = split;
  const users = evenly(Int32Array.from(train.userIds.keys()), Math.max(leastUsers, Math.floor(mostScores / Math.max(1, train.items))));
  const owned = ownedItems(train);
  return {
    measure: `NDCG@${k}`, better: "higher", interactions: train, facts: takeFacts(facts, interactions.itemIds, train.itemIds),
    options: {
      ...options, positiveFrom, uses: { ratings: false, ranking: true },
      ...(options.segments && { segments: sourceUser.map((user) => options.segments![user]!) }),
      ...(options.userFeatures && { userFeatures: Array.from(sourceUser, (user) => options.userFeatures![user]!) }),
    },
    judge: async (model, control) => {
      const pacer = createPacer(control);
      const loss: Loss = { train: 0, heldOut: 0 };
      for (const [at, user] of users.entries()) {
        const viewer = viewerOf(model, { user });
        const scores = viewOf(model, viewer).scoreItems();
        // What was taken away to learn from less is still not to be recommended.
        const own = owned(user);
        loss.heldOut += gain(topItems(scores, k, (item) => !own.has(item)).map(({ item }) => item), heldOut[user]!, k) / users.length;
        loss.train += gain(topItems(scores, k, () => true).map(({ item }) => item), viewer.items, k) / users.length;
        if (pacer.due()) await pacer.breathe(at / users.length);
      }
      return loss;
    },
  };
}

function ownedItems({ user, item }: Interactions): (user: number) => Set<number> {
  const sets = new Map<number, Set<number>>();
  user.forEach((each, at) => {
    const own = sets.get(each);
    if (own) own.add(item[at]!);
    else sets.set(each, new Set([item[at]!]));
  });
  return (each) => sets.get(each) ?? new Set();
}

/** NDCG at k of one list, gain 1 for each wanted item; 0 where nothing is wanted. */
function gain(list: number[], wanted: Int32Array, k: number): number {
  const known = new Set(wanted);
  const discount = (at: number): number => 1 / Math.log2(at + 2);
  const found = list.reduce((sum, item, at) => sum + (known.has(item) ? discount(at) : 0), 0);
  let best = 0;
  for (let at = 0; at < Math.min(k, wanted.length); at++) best += discount(at);
  return best > 0 ? found / best : 0;
}

function rootMeanSquare(predicted: Float64Array, actual: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < predicted.length; at++) sum += (predicted[at]! - actual(at)) ** 2;
  return Math.sqrt(sum / Math.max(1, predicted.length));
}

/** At most about `most` of them, evenly spread. */
function evenly(values: Int32Array, most: number): Int32Array {
  const step = Math.ceil(values.length / most);
  return step <= 1 ? values : values.filter((_, at) => at % step === 0);
}
