import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "../env";
import { AppError } from "../errors";
import { KernelMemoryExceeded, type KernelControl } from "../kernels/control";
import { algorithmInfo, completeParameters, recommenderAlgorithms, type ParameterValues, type RecommenderAlgorithm } from "../recommendation/algorithms";
import { judgeRanking } from "../recommendation/judge-ranking";
import { judgeRatings } from "../recommendation/judge-ratings";
import type { RecommenderModel } from "../recommendation/model";
import { recommendAll } from "../recommendation/recommend-all";
import { trainModel } from "../recommendation/train";
import { closeWarehouse, configureWarehouse } from "../warehouse/instance";
import { csvText } from "./csv-text";
import { readEvents, type HeadlessEvents } from "./headless-events";
import { withScratchFolder } from "./scratch-folder";

export interface HeadlessRecommendRequest {
  file: string;
  /** A file of the items' titles, genres, tags … */
  itemsFile?: string;
  algorithm: RecommenderAlgorithm;
  parameters?: ParameterValues;
  /** Default: ratings for models of ratings where the file has ratings, else ranking. */
  evaluate?: "ratings" | "ranking";
  folds: number;
  foldBy: "position" | "random";
  k: number;
  /** Ratings of at least this much count as liked. Default: four fifths of the highest. */
  positiveFrom?: number;
  seed: number;
  /** Where to write the best k items of every user, as CSV. */
  out?: string;
}

/** What `recommend --json` prints. */
export interface HeadlessRecommendReport {
  algorithm: RecommenderAlgorithm;
  parameters: ParameterValues;
  users: number;
  items: number;
  interactions: number;
  seed: number;
  evaluated: "ratings" | "ranking";
  quality: Record<string, number>;
  /** Ranking only: the figures of the baselines beside. */
  baselines: Record<string, Record<string, number>>;
  verdict?: string;
  notices: string[];
  timingsMs: Record<"read" | "fit" | "evaluate" | "write" | "total", number>;
  peakMemoryMb: number;
}

/**
 * Trains and judges a recommender on a file, without web or database. Leaves nothing but `out` behind,
 * also when the process exits in the middle.
 * @throws AppError with a text for the user: unreadable file, nothing to learn from, impossible choice, too little memory.
 */
export async function recommendFile(request: HeadlessRecommendRequest): Promise<HeadlessRecommendReport> {
  const started = performance.now();
  return withScratchFolder("tessera-recommend-", request.out, async (folder) => {
    try {
      await configureWarehouse({ memoryLimitMb: env().MEMORY_LIMIT_MB, threads: env().COMPUTE_THREADS, tempFolder: folder });
      const events = await readEvents(request.file, request.itemsFile, folder);
      return await inWords(() => trainAndJudge(request, events, started));
    } finally {
      await closeWarehouse();
    }
  });
}

async function trainAndJudge(request: HeadlessRecommendRequest, events: HeadlessEvents, started: number): Promise<HeadlessRecommendReport> {
  const { algorithm, seed } = request;
  const { interactions, facts, feedback, notices } = events;
  const parameters = completeParameters(algorithm, request.parameters);
  const evaluated = request.evaluate ?? (feedback === "explicit" && ["mean", "baseline", "svd", "svdpp"].includes(algorithm) ? "ratings" : "ranking");
  if (evaluated === "ratings" && feedback !== "explicit") throw new AppError("recommendation_impossible", "The file has no column of ratings. Judge the ranking instead: --evaluate ranking.");
  const control: KernelControl = { threads: env().COMPUTE_THREADS, memoryLimitBytes: env().MEMORY_LIMIT_MB * 1024 ** 2 };
  const options = { algorithm, parameters, seed, feedback, k: request.k, folds: request.folds, foldBy: request.foldBy, ...(request.positiveFrom !== undefined && { positiveFrom: request.positiveFrom }) };
  const read = performance.now();
  const judge = evaluated === "ratings" ? judgedRatings : judgedRanking;
  const judged = await judge(events, options, control).catch((error: unknown) => unjudged(error, request.out));
  const evaluatedAt = performance.now();
  const model = request.out === undefined ? undefined : await trainModel(interactions, facts, options, control);
  const fitted = performance.now();
  if (model && request.out !== undefined) await writeLists(request.out, model, request.k, control);
  const ended = performance.now();
  return {
    algorithm, parameters, users: interactions.users, items: interactions.items, interactions: interactions.value.length, seed, evaluated, ...judged,
    notices: [...notices, ...(judged.notices ?? []), ...(model?.notices ?? [])],
    timingsMs: { read: tenth(read - started), fit: tenth(fitted - evaluatedAt), evaluate: tenth(evaluatedAt - read), write: tenth(ended - fitted), total: tenth(ended - started) },
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

type Judged = Pick<HeadlessRecommendReport, "quality" | "baselines" | "verdict"> & { notices?: string[] };

/** Where the events are too few to hold some out, lists can be made all the same; only they must be wanted. */
function unjudged(error: unknown, out: string | undefined): Judged {
  if (!(error instanceof AppError) || error.code !== "recommendation_impossible") throw error;
  if (out === undefined) throw new AppError("recommendation_impossible", `${error.userMessage} Lists can be made without: --out FILE.csv.`, { cause: error });
  return { quality: {}, baselines: {}, notices: [`Not judged: ${error.userMessage}`] };
}

async function judgedRatings({ interactions, facts }: HeadlessEvents, options: Parameters<typeof judgeRatings>[2], control: KernelControl): Promise<Judged> {
  const { models } = await judgeRatings(interactions, facts, options, control);
  const [own, ...baselines] = models.map(({ key, figures }) => ({ key, figures: { rmse: figures.rmse.value, mae: figures.mae.value } }));
  return { quality: own!.figures, baselines: Object.fromEntries(baselines.map(({ key, figures }) => [key, figures])) };
}

async function judgedRanking({ interactions, facts }: HeadlessEvents, options: Parameters<typeof judgeRanking>[2], control: KernelControl): Promise<Judged> {
  const { models, verdict } = await judgeRanking(interactions, facts, options, control);
  const [own, ...baselines] = models.map(({ key, figures }) => ({ key, figures: Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure.value])) }));
  return { quality: own!.figures, baselines: Object.fromEntries(baselines.map(({ key, figures }) => [key, figures])), verdict: verdict.sentence };
}

/** One line for each user and item, best first. The file appears under its name only when it is complete. */
async function writeLists(out: string, model: RecommenderModel, k: number, control: KernelControl): Promise<void> {
  const lists = await recommendAll(model, k, control);
  const { titles } = model.facts;
  const named = titles.some((title, item) => title !== model.itemIds[item]);
  const header = ["user", "rank", "item", ...(named ? ["title"] : []), "score"];
  function* lines(): Generator<string> {
    yield csvText([header]);
    for (let user = 0; user < lists.users; user++) {
      const list = Array.from(lists.items.subarray(user * k, user * k + k)).filter((item) => item >= 0);
      yield csvText(list.map((item, at) => [model.userIds[user]!, at + 1, model.itemIds[item]!, ...(named ? [titles[item]!] : []), lists.scores[user * k + at]!]));
    }
  }
  const target = path.resolve(out);
  const partial = `${target}.partial`;
  try {
    await pipeline(Readable.from(lines()), createWriteStream(partial));
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw missing ? new AppError("bad_request", `There is no folder “${path.dirname(target)}” to write to.`, { cause: error }) : error;
  }
}

async function inWords<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof KernelMemoryExceeded) {
      throw new AppError("recommendation_impossible", `This needs about ${Math.ceil(error.requiredBytes / 1024 ** 2)} MB of memory and MEMORY_LIMIT_MB allows ${env().MEMORY_LIMIT_MB}. Use fewer factors, another algorithm, or raise the limit.`, { cause: error });
    }
    if (error instanceof RangeError) throw new AppError("recommendation_impossible", `This recommender is not possible: ${error.message}.`, { cause: error });
    throw error;
  }
}

/** What `--algorithm` takes. */
export const headlessAlgorithms: readonly RecommenderAlgorithm[] = recommenderAlgorithms.map(({ name }) => name);

/** What the algorithm is called on a screen. */
export function algorithmLabel(algorithm: RecommenderAlgorithm): string {
  return algorithmInfo(algorithm).label;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
