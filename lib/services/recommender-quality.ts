import type { ItemFacts } from "../recommendation/item-facts";
import type { JudgedRanking, RankingJudgement } from "../recommendation/judge-ranking";
import type { RatingJudgement } from "../recommendation/judge-ratings";
import type { Interactions } from "../recommendation/interactions";
import type { RecommenderQuality, ServedGroup } from "../schemas/recommender";

/** What was judged: either part may be impossible, then `reasons` say why. */
export interface Judgements {
  ranking?: RankingJudgement;
  ratings?: RatingJudgement;
  curves?: Pick<RecommenderQuality, "learningCurve" | "dataCurve">;
  reasons: string[];
  /** What is to be known besides: of the data, of the model. */
  notices?: string[];
}

export interface JudgedData {
  interactions: Interactions;
  facts: ItemFacts;
  segments?: Int32Array;
  segmentNames?: Map<number, string>;
}

/** Groups with fewer held-out items say nothing. */
const leastHeldOut = 20;
/** A group whose figure is below this share of the whole is served badly. */
const badRatio = 0.6;

/** The quality of a version: figures beside the baselines, and who is served well and badly. */
export function describeQuality({ ranking, ratings, curves, reasons, notices = [] }: Judgements, data: JudgedData): RecommenderQuality {
  const models = new Map<string, RecommenderQuality["models"][number]>();
  for (const { key, label, isBaseline, figures } of ranking?.models ?? []) models.set(key, { key, label, isBaseline, figures });
  for (const { key, label, isBaseline, figures } of ratings?.models ?? []) {
    const known = models.get(key);
    models.set(key, { key, label, isBaseline, figures: { ...known?.figures, ...figures } });
  }
  return {
    k: ranking?.k ?? 10,
    models: [...models.values()],
    verdict: ranking ? { beatsPopular: ranking.verdict.beatsPopular, sentence: ranking.verdict.sentence } : { beatsPopular: null, sentence: reasons[0] ?? "Nothing could be held out to judge by." },
    splits: {
      ...(ratings && { rating: { folds: ratings.folds, ratings: ratings.ratings, low: ratings.scale.min, high: ratings.scale.max } }),
      ...(ranking && { ranking: { users: ranking.split.train.users, trainPositives: ranking.split.train.value.length, heldOut: ranking.split.heldOutCount, items: ranking.split.train.items, ...(ranking.positiveFrom > 1e-9 && { positiveFrom: ranking.positiveFrom }) } }),
    },
    segments: ranking ? bySegment(ranking, data) : [],
    genres: ranking ? byGenre(ranking, data) : [],
    activity: ranking ? byActivity(ranking) : [],
    badlyServedUsers: ranking ? badlyServed(ranking) : [],
    ...curves,
    notices: [...notices, ...reasons.filter((_, at) => ranking !== undefined || at > 0)],
  };
}

function popularOf({ models }: RankingJudgement): JudgedRanking | undefined {
  return models.find(({ key }) => key === "popular");
}

function groupOf(ranking: RankingJudgement, name: string, users: number[], segment?: number): ServedGroup {
  const [own] = ranking.models;
  const popular = popularOf(ranking);
  const mean = (values: Float64Array | undefined) => (values === undefined || users.length === 0 ? null : users.reduce((sum, user) => sum + values[user]!, 0) / users.length);
  const heldOut = users.reduce((sum, user) => sum + ranking.split.heldOut[user]!.length, 0);
  const ndcg = mean(own?.perUser.ndcg);
  const overall = own?.figures.ndcg.value ?? 0;
  return {
    name, ...(segment !== undefined && { segment }), users: users.length, heldOut, ndcg, recall: mean(own?.perUser.recall),
    popularNdcg: mean(popular?.perUser.ndcg), popularRecall: mean(popular?.perUser.recall),
    servedBadly: heldOut >= leastHeldOut && ndcg !== null && ndcg < badRatio * overall,
  };
}

function bySegment(ranking: RankingJudgement, { segments, segmentNames }: JudgedData): ServedGroup[] {
  if (!segments || !segmentNames) return [];
  const users = new Map<number, number[]>();
  ranking.split.sourceUser.forEach((source, user) => {
    const segment = segments[source]!;
    if (segment < 0) return;
    const own = users.get(segment);
    if (own) own.push(user);
    else users.set(segment, [user]);
  });
  return [...segmentNames].flatMap(([segment, name]) => (users.has(segment) ? [groupOf(ranking, name, users.get(segment)!, segment)] : []));
}

/** Who has liked how much: a recommender that only serves the busiest is of little use. */
function byActivity(ranking: RankingJudgement): ServedGroup[] {
  const { train } = ranking.split;
  const counts = new Int32Array(train.users);
  for (const user of train.user) counts[user]!++;
  const steps = [[0, 9], [10, 24], [25, 49], [50, 99], [100, Infinity]] as const;
  return steps.flatMap(([low, high]) => {
    const users = Array.from(counts.keys()).filter((user) => counts[user]! >= low && counts[user]! <= high);
    const name = high === Infinity ? `${low} or more` : low === 0 ? `up to ${high}` : `${low} to ${high}`;
    return users.length > 0 ? [groupOf(ranking, name, users)] : [];
  });
}

/** Per genre: how many of its held-out titles were found. */
function byGenre(ranking: RankingJudgement, { facts }: JudgedData): ServedGroup[] {
  const [own] = ranking.models;
  const popular = popularOf(ranking);
  if (!own) return [];
  const found = new Map<string, { users: number; heldOut: number; own: number; popular: number }>();
  const add = (genre: string, part: { users?: number; heldOut?: number; own?: number; popular?: number }) => {
    const sum = found.get(genre) ?? { users: 0, heldOut: 0, own: 0, popular: 0 };
    found.set(genre, { users: sum.users + (part.users ?? 0), heldOut: sum.heldOut + (part.heldOut ?? 0), own: sum.own + (part.own ?? 0), popular: sum.popular + (part.popular ?? 0) });
  };
  const genresOf = (item: number) => facts.genres[ranking.split.sourceItem[item]!] ?? [];
  ranking.split.heldOut.forEach((items, user) => {
    const [shown, shownPopular] = [listOf(own, user), popular ? listOf(popular, user) : new Set<number>()];
    for (const item of items) if (item >= 0) for (const genre of genresOf(item)) add(genre, { heldOut: 1, own: shown.has(item) ? 1 : 0, popular: shownPopular.has(item) ? 1 : 0 });
    for (const genre of new Set(Array.from(items).flatMap((item) => (item >= 0 ? genresOf(item) : [])))) add(genre, { users: 1 });
  });
  const total = [...found.values()].reduce((sum, each) => ({ own: sum.own + each.own, heldOut: sum.heldOut + each.heldOut }), { own: 0, heldOut: 0 });
  const overall = total.heldOut > 0 ? total.own / total.heldOut : 0;
  return [...found].sort(([, a], [, b]) => b.heldOut - a.heldOut).slice(0, 60).map(([name, each]) => ({
    name, users: each.users, heldOut: each.heldOut, ndcg: null, popularNdcg: null, recall: each.own / each.heldOut, popularRecall: popular ? each.popular / each.heldOut : null,
    servedBadly: each.heldOut >= leastHeldOut && each.own / each.heldOut < badRatio * overall,
  }));
}

function listOf({ lists }: JudgedRanking, user: number): Set<number> {
  return new Set(lists.items.subarray(user * lists.k, (user + 1) * lists.k));
}

function badlyServed({ models, split }: RankingJudgement): RecommenderQuality["badlyServedUsers"] {
  const [own] = models;
  if (!own) return [];
  const events = new Int32Array(split.train.users);
  for (const user of split.train.user) events[user]!++;
  const users = Array.from(events.keys()).sort((a, b) => own.perUser.ndcg[a]! - own.perUser.ndcg[b]! || split.heldOut[b]!.length - split.heldOut[a]!.length || a - b);
  return users.slice(0, 20).map((user) => ({ user: split.train.userIds[user]!, heldOut: split.heldOut[user]!.length, events: events[user]!, ndcg: own.perUser.ndcg[user]! }));
}
