import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { implicitFactors } from "@/lib/kernels/implicit-factors";
import { completeParameters } from "@/lib/recommendation/algorithms";
import type { RecommenderModel } from "@/lib/recommendation/model";
import { recommendAll } from "@/lib/recommendation/recommend-all";
import { topItems, viewerOf, viewOf } from "@/lib/recommendation/recommend";
import { transpose, type SparseRows } from "@/lib/recommendation/sparse-rows";
import { median } from "./bench-case";
import { serviceHistory, writeRatingsCsv } from "./recommender-data";
import { inRepository } from "./repository";

const run = promisify(execFile);
const SEED = 42;

export interface RatingLine {
  algorithm: string;
  /** The whole process: start, reading, five folds. */
  seconds: number;
  /** The folds alone, of the baselines beside as well; Surprise's table counts no reading either. */
  foldSeconds: number;
  rmse: number;
  peakMb: number;
  /** Five folds on MovieLens 100k by Surprise's own table, on the laptop of its authors. */
  surpriseSeconds: number;
}

export interface ServiceReport {
  events: number;
  roundSeconds: number;
  rounds: number;
  peakMb: number;
  /** Scoring, choosing and explaining ten items for one user, without HTTP. */
  oneUserMs: { p50: number; p95: number };
  allUsersSeconds: number;
}

/** surpriselib.com, read 2026: SVD, k-NN Baseline, SVD++, Baseline Only. */
const published = { svd: 6, "item-knn": 13, svdpp: 82, baseline: 2 };

/** Five folds of each rating model over a file of MovieLens 100k's size, through the command line. */
export async function measureRatings(folder: string, report: (text: string) => void): Promise<RatingLine[]> {
  const file = path.join(folder, "ratings.csv");
  writeRatingsCsv(file, SEED);
  const lines: RatingLine[] = [];
  for (const [algorithm, surpriseSeconds] of Object.entries(published)) {
    report(`ratings, ${algorithm} …`);
    const started = performance.now();
    const { stdout } = await run(process.execPath, [inRepository("scripts/cli.mjs"), "recommend", file, "--algorithm", algorithm, "--evaluate", "ratings", "--folds", "5", "--json"], { maxBuffer: 64 * 1024 ** 2, env: { ...process.env, INIT_CWD: "" } });
    const { quality, peakMemoryMb, timingsMs } = JSON.parse(stdout) as { quality: { rmse: number }; peakMemoryMb: number; timingsMs: { evaluate: number } };
    lines.push({ algorithm, seconds: (performance.now() - started) / 1000, foldSeconds: timingsMs.evaluate / 1000, rmse: quality.rmse, peakMb: peakMemoryMb, surpriseSeconds });
  }
  return lines;
}

/** Implicit ALS with 64 factors over ten million events, one user's list with its reasons, and everybody's lists. */
export async function measureService(report: (text: string) => void): Promise<ServiceReport> {
  report("recommenders: ten million events …");
  const history = serviceHistory(SEED);
  const control = { threads: availableParallelism() };
  const parameters = completeParameters("als");
  const roundMs: number[] = [];
  report("recommenders: three rounds of ALS …");
  const factors = await implicitFactors(history, transpose(history), {
    factors: Number(parameters.factors), rounds: 3, regularization: Number(parameters.regularization), massRegularization: Number(parameters.regularization) / 100, alpha: Number(parameters.alpha), seed: SEED,
    onRound: (_round, milliseconds) => roundMs.push(milliseconds),
  }, control);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const model = modelOf(history, { algorithm: "als", parameters, figures: {}, arrays: { ...factors }, parts: [] });
  report("recommenders: one user, everybody …");
  const oneUser = Array.from({ length: 400 }, (_, at) => oneUserMs(model, (at * 331) % history.rows)).slice(100).sort((a, b) => a - b);
  const started = performance.now();
  await recommendAll(model, 10, control);
  return {
    events: history.column.length, roundSeconds: median(roundMs) / 1000, rounds: roundMs.length, peakMb,
    oneUserMs: { p50: median(oneUser), p95: oneUser[Math.floor(0.95 * oneUser.length)]! }, allUsersSeconds: (performance.now() - started) / 1000,
  };
}

function oneUserMs(model: RecommenderModel, user: number): number {
  const started = performance.now();
  const viewer = viewerOf(model, { user });
  const view = viewOf(model, viewer);
  const own = new Set(viewer.items);
  for (const { item } of topItems(view.scoreItems(), 10, (candidate) => !own.has(candidate))) view.contributions!(item);
  return performance.now() - started;
}

function modelOf(history: SparseRows, learned: RecommenderModel["learned"]): RecommenderModel {
  const itemIds = Array.from({ length: history.columns }, (_, item) => String(item));
  return {
    version: 1, feedback: "implicit", seed: SEED, scale: { min: 1, max: 1 }, positiveFrom: Number.MIN_VALUE, userIds: Array.from({ length: history.rows }, (_, user) => String(user)), itemIds,
    facts: { titles: itemIds, genres: itemIds.map(() => []) }, history, popularity: new Float64Array(history.columns), learned, notices: [],
  };
}
