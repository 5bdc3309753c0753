import { takeInteractions } from "../interactions";
import type { RecommenderAlgorithm } from "../algorithms";
import { completeParameters } from "../algorithms";
import type { Learned, Mixed, RecommenderModel, Scorer, Viewer } from "../model";
import { sparseRows, transpose, type SparseRows } from "../sparse-rows";
import type { TrainInput } from "../train-input";

/** How parts are trained and opened; the closed list of methods, without the blend itself. */
export type PartMethods = Record<"ease" | "als" | "item-knn" | "cooccurrence" | "svd" | "svdpp", { train: (input: TrainInput) => Promise<Learned> | Learned; open: (learned: Learned, model: RecommenderModel) => Scorer }>;
type Part = { name: keyof PartMethods & RecommenderAlgorithm; parameters: Record<string, number | string> };

const RATING_PARTS: Part[] = [{ name: "svdpp", parameters: { factors: 50, epochs: 40, learningRate: 0.01, regularization: 0.1 } }, { name: "svd", parameters: { factors: 50, epochs: 40, learningRate: 0.01, regularization: 0.1 } }];
const SMALL = 4_000;

/**
 * Ranking parts: EASE where the data are small enough for it, ALS, neighbours, and what comes soon after what.
 * Newer items of a viewer count more; how much was chosen on an inner split of MovieLens small (docs/recommenders.md).
 */
function rankingParts({ liked }: TrainInput): Part[] {
  const ease: Part[] = Math.min(liked.rows, liked.columns) <= SMALL ? [{ name: "ease", parameters: { regularization: 250, recency: 5 } }] : [];
  const next: Part = { name: "cooccurrence", parameters: { measure: "next", support: 1, neighbours: liked.columns <= 2 * SMALL ? 0 : 500, recency: 5 } };
  return [next, ...ease, { name: "als", parameters: {} }, { name: "item-knn", parameters: { recency: 20 } }];
}

/**
 * Several models together. Each is first trained without a fifth of what is there (of rankings the newest of each user,
 * of ratings every fifth), the weights are fitted on that fifth, and the parts are trained again on everything.
 */
export async function trainBlend(input: TrainInput, methods: PartMethods): Promise<Learned> {
  const learned: Learned = { algorithm: "blend", parameters: input.parameters, figures: {}, arrays: {}, parts: [] };
  if (input.uses.ranking) await addParts(input, methods, rankingParts(input), "ranking", learned, withoutNewest(input));
  if (input.uses.ratings && input.feedback === "explicit") await addParts(input, methods, RATING_PARTS, "rating", learned, withoutEveryFifth(input));
  return learned;
}

interface Held {
  inner: TrainInput;
  /** users × items: what was held out. */
  held: SparseRows;
}

async function addParts(input: TrainInput, methods: PartMethods, parts: Part[], kind: "ranking" | "rating", learned: Learned, { inner, held }: Held): Promise<void> {
  const uses = { ratings: kind === "rating", ranking: kind === "ranking" };
  const trainAll = async (from: TrainInput): Promise<Learned[]> => {
    const all: Learned[] = [];
    for (const { name, parameters } of parts) all.push(await methods[name].train({ ...from, uses, parameters: completeParameters(name, parameters), control: { ...from.control, onProgress: undefined } }));
    return all;
  };
  const model = modelOf(inner);
  const trial = await trainAll(inner);
  const scorers = trial.map((part) => methods[part.algorithm as Part["name"]].open(part, model));
  const weights = kind === "rating" ? ratingWeights(scorers, model, held) : rankingWeightsOf(scorers, model, held);
  const first = learned.parts.length;
  learned.parts.push(...(await trainAll(input)));
  learned.figures[`${kind}First`] = first;
  learned.arrays[`${kind}Weights`] = weights;
}

function withoutNewest(input: TrainInput): Held {
  const { liked } = input;
  const [user, item, heldUser, heldItem]: number[][] = [[], [], [], []];
  for (let row = 0; row < liked.rows; row++) {
    const count = liked.start[row + 1]! - liked.start[row]!;
    const kept = count < 5 ? count : count - Math.floor(count * 0.2);
    for (let at = 0; at < count; at++) {
      (at < kept ? user! : heldUser!).push(row);
      (at < kept ? item! : heldItem!).push(liked.column[liked.start[row]! + at]!);
    }
  }
  const rows = (users: number[], items: number[]): SparseRows => sparseRows(liked.rows, liked.columns, Int32Array.from(users), Int32Array.from(items), new Float32Array(users.length).fill(1));
  const history = rows(user!, item!);
  return { inner: { ...input, feedback: "implicit", positiveFrom: 1, history, liked: history, likedBy: transpose(history) }, held: rows(heldUser!, heldItem!) };
}

function withoutEveryFifth(input: TrainInput): Held {
  const { interactions } = input;
  const entries = (held: boolean): Int32Array => Int32Array.from(interactions.user.keys()).filter((at) => (at % 5 === 4) === held);
  const rows = (chosen: Int32Array): SparseRows => sparseRows(interactions.users, interactions.items, chosen.map((at) => interactions.user[at]!), chosen.map((at) => interactions.item[at]!), Float32Array.from(chosen, (at) => interactions.value[at]!));
  const kept = entries(false);
  const taken = { ...takeInteractions(interactions, kept), users: interactions.users, items: interactions.items, userIds: interactions.userIds, itemIds: interactions.itemIds, user: kept.map((at) => interactions.user[at]!), item: kept.map((at) => interactions.item[at]!) };
  return { inner: { ...input, interactions: taken, history: rows(kept) }, held: rows(entries(true)) };
}

function modelOf({ interactions, facts, feedback, seed, scale, positiveFrom, history }: TrainInput): RecommenderModel {
  return { version: 1, feedback, seed, scale, positiveFrom, userIds: interactions.userIds, itemIds: interactions.itemIds, facts, history, popularity: new Float64Array(interactions.items), learned: { algorithm: "blend", parameters: {}, figures: {}, arrays: {}, parts: [] }, notices: [] };
}

function viewerAt({ history }: RecommenderModel, user: number): Viewer {
  const [from, to] = [history.start[user]!, history.start[user + 1]!];
  return { user, self: user, segment: -1, items: history.column.subarray(from, to), values: history.value.subarray(from, to) };
}

/** The share of the first of two that has the least squared error on what was held out, 0 … 1. */
function ratingWeights([first, second]: Scorer[], model: RecommenderModel, held: SparseRows): Float64Array {
  let [product, square] = [0, 0];
  for (let user = 0; user < held.rows; user++) {
    if (held.start[user] === held.start[user + 1]) continue;
    const [a, b] = [first!, second!].map((scorer) => scorer.view(viewerAt(model, user)));
    for (let at = held.start[user]!; at < held.start[user + 1]!; at++) {
      const other = b!.predictRating!(held.column[at]!);
      const difference = a!.predictRating!(held.column[at]!) - other;
      product += difference * (held.value[at]! - other);
      square += difference * difference;
    }
  }
  const share = square > 0 ? Math.min(1, Math.max(0, product / square)) : 0.5;
  return Float64Array.of(share, 1 - share);
}

/** Weights of the standardised scores, in steps of 0.25, that find most of what was held out among the ten best (by discounted gain). */
function rankingWeightsOf(scorers: Scorer[], model: RecommenderModel, held: SparseRows): Float64Array {
  const grid = combinations(scorers.length);
  const gains = new Float64Array(grid.length);
  const step = Math.max(1, Math.floor(held.rows / 1_000));
  for (let user = 0; user < held.rows; user += step) {
    if (held.start[user] === held.start[user + 1]) continue;
    const viewer = viewerAt(model, user);
    const scores = scorers.map((scorer) => standardise(scorer.view(viewer).scoreItems()));
    const wanted = Array.from(held.column.subarray(held.start[user]!, held.start[user + 1]!));
    const own = new Uint8Array(model.itemIds.length);
    for (const item of viewer.items) own[item] = 1;
    grid.forEach((weights, at) => (gains[at]! += gainOf(scores, weights, wanted, own)));
  }
  let best = 0;
  gains.forEach((gain, at) => (best = gain > gains[best]! ? at : best));
  return Float64Array.from(grid[best]!);
}

function combinations(parts: number, left = 4): number[][] {
  if (parts === 1) return [[left / 4]];
  return Array.from({ length: left + 1 }, (_, own) => combinations(parts - 1, left - own).map((rest) => [own / 4, ...rest])).flat();
}

function gainOf(scores: Float64Array[], weights: number[], wanted: number[], own: Uint8Array): number {
  const total = new Float64Array(own.length);
  scores.forEach((values, part) => addScaled(total, values, weights[part]!));
  for (let item = 0; item < own.length; item++) if (own[item]) total[item] = -Infinity;
  return wanted.reduce((sum, item) => {
    const score = total[item]!;
    let rank = 1;
    // Of equal scores the smaller number comes first, as in the lists: where few items have a score, most of them are equal.
    for (let other = 0; other < total.length && rank <= 10; other++) if (total[other]! > score || (total[other]! === score && other < item)) rank++;
    return sum + (rank <= 10 ? 1 / Math.log2(rank + 1) : 0);
  }, 0) / Math.min(10, wanted.length);
}

/** To mean 0 and deviation 1, in place, so that parts of different units can be added. Plain loops: a catalogue for each answer. */
function standardise(scores: Float64Array): Float64Array {
  const count = Math.max(1, scores.length);
  let [mean, squares] = [0, 0];
  for (let at = 0; at < scores.length; at++) mean += scores[at]!;
  mean /= count;
  for (let at = 0; at < scores.length; at++) {
    const from = scores[at]! - mean;
    squares += from * from;
  }
  const deviation = Math.sqrt(squares / count) || 1;
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at]! - mean) / deviation;
  return scores;
}

function addScaled(sum: Float64Array, values: Float64Array, weight: number): void {
  if (weight === 0) return;
  for (let at = 0; at < sum.length; at++) sum[at]! += weight * values[at]!;
}

/** The parts as tables, where all of them are such; everybody's lists are made of them at once. */
function mixtureOf(parts: { scorer: Scorer; weight: number }[]): Mixed[] | undefined {
  const tables = parts.flatMap(({ weight, scorer: { products, partners } }): Mixed[] => (products && !products.itemBias ? [{ weight, products }] : partners ? [{ weight, partners }] : []));
  return parts.length > 0 && tables.length === parts.length ? tables : undefined;
}

export function openBlend({ parts, figures, arrays }: Learned, model: RecommenderModel, methods: PartMethods): Scorer {
  const of = (kind: string): { scorer: Scorer; weight: number }[] =>
    Array.from(arrays[`${kind}Weights`] ?? [], (weight, at) => ({ weight, part: parts[figures[`${kind}First`]! + at]! })).filter(({ weight }) => weight > 0).map(({ weight, part }) => ({ weight, scorer: methods[part.algorithm as Part["name"]].open(part, model) }));
  const [ranking, rating] = [of("ranking"), of("rating")];
  const add = (all: { weight: number; values: Float64Array }[], length: number): Float64Array => {
    const sum = new Float64Array(length);
    for (const { weight, values } of all) addScaled(sum, values, weight);
    return sum;
  };
  const mixture = mixtureOf(ranking);
  return {
    ...(mixture && { mixture }),
    similarity: (item) => add(ranking.map(({ weight, scorer }) => ({ weight, values: standardise(scorer.similarity!(item)) })), model.itemIds.length),
    view: (viewer) => {
      const views = ranking.map(({ weight, scorer }) => ({ weight, view: scorer.view(viewer) }));
      const ratings = rating.map(({ weight, scorer }) => ({ weight, view: scorer.view(viewer) }));
      return {
        scoreItems: () => add(views.map(({ weight, view }) => ({ weight, values: standardise(view.scoreItems()) })), model.itemIds.length),
        contributions: (item) => add(views.map(({ weight, view }) => ({ weight, values: standardisedShare(view.contributions!(item)) })), viewer.items.length),
        ...(ratings.length > 0 && { predictRating: (item: number) => ratings.reduce((sum, { weight, view }) => sum + weight * view.predictRating!(item), 0) }),
      };
    },
  };
}

/** Contributions as parts of their own sum of magnitudes: parts of different units can be added. */
function standardisedShare(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + Math.abs(value), 0) || 1;
  return values.map((value) => value / sum);
}
