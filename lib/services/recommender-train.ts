import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { database, type Database } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { KernelMemoryExceeded, type KernelControl } from "../kernels/control";
import { algorithmInfo } from "../recommendation/algorithms";
import { judgeRanking } from "../recommendation/judge-ranking";
import { judgeRatings } from "../recommendation/judge-ratings";
import type { RecommenderModel } from "../recommendation/model";
import { encodeModel } from "../recommendation/model-file";
import { viewerOf, viewOf } from "../recommendation/recommend";
import { trainModel, type TrainOptions } from "../recommendation/train";
import type { RecommenderQuality, RecommenderVersion, TrainingPlan } from "../schemas/recommender";
import { JobInterrupted, withJobControl, type JobControl } from "./job-control";
import { jobRow } from "./job-row";
import { readTrainingData, type TrainingData } from "./recommender-data";
import { isClearlyWorse } from "./recommender-promotion";
import { learningCurves } from "./recommender-learning-curve";
import { describeQuality, type Judgements } from "./recommender-quality";
import { segmentNames } from "./recommender-segments-of-users";
import { planOf } from "./recommender-start";
import { qualityOf } from "./recommender-view";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { folders, formatBytes, modelPath, removeFiles } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

const trainingRow = jobRow(async (where, data) => (await database().recommenderVersion.updateManyAndReturn({ where, data, select: { cancelRequestedAt: true } }))[0]);

/**
 * The job: trains a version, judges it beside the baselines, and stores model and quality. Harmless when repeated: only a
 * version that is still *running* and not cancelled is completed.
 */
export async function executeTraining(id: string, context: { signal: AbortSignal; temporaryFolder: string }): Promise<void> {
  const { count } = await database().recommenderVersion.updateMany({ where: { id, status: { in: ["queued", "running"] } }, data: { status: "running", startedAt: new Date() } });
  const row = await database().recommenderVersion.findUnique({ where: { id }, include: { recommender: { select: { datasetId: true } } } });
  if (count === 0 || !row) throw new JobInterrupted("gone");
  // Between asking and training events may have come in: they count.
  const version = await requireReadyVersion(row.recommender.datasetId);
  const folder = path.join(context.temporaryFolder, timeOrderedId());
  try {
    await mkdir(folder, { recursive: true });
    await mkdir(folders.recommenders(), { recursive: true });
    const file = path.join(folder, "model.bin");
    const trained = await withJobControl(context.signal, (progress) => trainingRow.saveProgress(id, progress), (control) => train(planOf(row), version, file, control));
    await rename(file, modelPath(id));
    const completed = await database().$transaction((transaction) => complete(transaction, { id, recommenderId: row.recommenderId, startedBy: row.startedBy, version }, trained));
    if (!completed) await discard(id);
  } finally {
    await removeFiles([folder]);
  }
}

interface Trained {
  quality: RecommenderQuality;
  learnedFrom: NonNullable<RecommenderVersion["learnedFrom"]>;
  modelBytes: number;
  timingsMs: Record<string, number>;
}

async function train(plan: TrainingPlan, version: ReadyVersion, file: string, control: JobControl): Promise<Trained> {
  const times: Record<string, number> = {};
  const timed = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const result = await work();
    times[name] = performance.now() - startedAt;
    return result;
  };
  control.report("Reading the events", 0);
  const data = await timed("read", () => readTrainingData(version, plan));
  const options: TrainOptions = {
    algorithm: plan.algorithm, parameters: plan.parameters, seed: plan.seed, feedback: data.roles.feedback,
    ...(data.scale && { scale: data.scale }), ...(plan.interactions.positiveFrom !== undefined && { positiveFrom: plan.interactions.positiveFrom }), ...(data.segments && { segments: data.segments }),
    ...(data.userFeatures && { userFeatures: data.userFeatures }),
  };
  let most = 0;
  const kernel = (stage: string, from: number, to: number): KernelControl => ({
    threads: env().COMPUTE_THREADS, memoryLimitBytes: env().MEMORY_LIMIT_MB * 1024 ** 2, signal: control.signal,
    onProgress: (ratio) => control.report(stage, (most = Math.max(most, from + (to - from) * ratio))),
  });
  try {
    const model = await timed("train", () => trainModel(data.interactions, data.facts, options, kernel(`Training ${algorithmInfo(plan.algorithm).label}`, 0.05, 0.4)));
    const judgements = await timed("judge", () => judge(data, model, options, times.train ?? 0, kernel));
    control.report("Storing the model", 0.97);
    const modelBytes = await timed("write", () => write(model, data, file));
    const names = plan.segmentationId ? await segmentNames(plan.segmentationId) : undefined;
    const quality = describeQuality({ ...judgements, notices: [...data.notices, ...model.notices] }, { ...data, segmentNames: names });
    const { users, items, value } = data.interactions;
    const learnedFrom = { feedback: data.roles.feedback, users, items, interactions: value.length, ...(data.roles.scale && { scale: data.roles.scale }) };
    return { quality, learnedFrom, modelBytes, timingsMs: { ...times, total: Object.values(times).reduce((sum, each) => sum + each, 0) } };
  } catch (error) {
    throw error instanceof KernelMemoryExceeded ? tooLarge(error) : error;
  }
}

/** Ranking by time always; ratings by folds where the algorithm predicts them. What can't be judged is said, and is no failure. */
async function judge(data: TrainingData, model: RecommenderModel, options: TrainOptions, trainMs: number, kernel: (stage: string, from: number, to: number) => KernelControl): Promise<Judgements> {
  const { interactions, facts, roles } = data;
  const judgements: Judgements = { reasons: [] };
  const attempt = async (work: () => Promise<void>) => work().catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "recommendation_impossible") throw error;
    judgements.reasons.push(error.userMessage);
  });
  await attempt(async () => {
    judgements.ranking = await judgeRanking(interactions, facts, options, kernel("Judging rankings beside the baselines", 0.4, 0.6));
  });
  const predicts = viewOf(model, viewerOf(model, { user: 0 })).predictRating !== undefined;
  if (roles.feedback === "explicit" && algorithmInfo(options.algorithm).predictsRatings && predicts) {
    await attempt(async () => {
      judgements.ratings = await judgeRatings(interactions, facts, options, kernel("Judging predicted ratings in five folds", 0.6, 0.8));
    });
  }
  await attempt(async () => {
    const { notice, ...curves } = await learningCurves(data, options, { trainMs, ranking: judgements.ranking }, kernel("Drawing learning curves", 0.8, 0.97));
    judgements.curves = curves;
    if (notice) judgements.reasons.push(notice);
  });
  return judgements;
}

async function write(model: RecommenderModel, data: TrainingData, file: string): Promise<number> {
  const bytes = encodeModel({ ...model, notices: [...data.notices, ...model.notices] });
  await writeFile(file, bytes);
  return bytes.byteLength;
}

function tooLarge({ requiredBytes, limitBytes }: KernelMemoryExceeded): AppError {
  return new AppError("recommendation_too_large", `This needs about ${formatBytes(requiredBytes)} of memory, and ${formatBytes(limitBytes)} may be used. Choose fewer factors or another algorithm, or ask your administrator to raise MEMORY_LIMIT_MB.`);
}

interface TrainedVersion {
  id: string;
  recommenderId: string;
  startedBy: string;
  version: ReadyVersion;
}

/** The first version that finishes serves; a later one where it was asked for, and not when a schedule trained something worse. */
async function complete(transaction: Database, { id, recommenderId, startedBy, version }: TrainedVersion, trained: Trained): Promise<boolean> {
  await transaction.$queryRaw`SELECT id FROM recommenders WHERE id = ${recommenderId}::uuid FOR UPDATE`;
  const [row] = await transaction.recommenderVersion.updateManyAndReturn({
    where: { id, status: "running", cancelRequestedAt: null },
    data: {
      status: "succeeded", progressStage: "Done", progressRatio: 1, finishedAt: new Date(), quality: trained.quality, learnedFrom: trained.learnedFrom,
      timingsMs: trained.timingsMs, modelBytes: trained.modelBytes, datasetVersionId: version.id, datasetVersionNumber: version.number,
    },
    select: { promoteWhenDone: true },
  });
  if (!row) return false;
  const recommender = await transaction.recommender.findUnique({ where: { id: recommenderId }, include: { promotedVersion: { select: { quality: true } } } });
  const worse = startedBy.endsWith("schedule") && isClearlyWorse(trained.quality, qualityOf(recommender?.promotedVersion ?? null));
  if (worse) {
    const notice = "Not promoted: its lists are clearly worse than those of the version that serves. Promote it by hand if the data have changed on purpose.";
    await transaction.recommenderVersion.update({ where: { id }, data: { quality: { ...trained.quality, notices: [notice, ...trained.quality.notices] } } });
  }
  if (!recommender?.promotedVersionId || (row.promoteWhenDone && !worse)) await transaction.recommender.update({ where: { id: recommenderId }, data: { promotedVersionId: id } });
  return true;
}

/** The row was cancelled, deleted, or finished by another worker meanwhile; only in the last case is the file wanted. */
async function discard(id: string): Promise<void> {
  const row = await database().recommenderVersion.findUnique({ where: { id }, select: { status: true } });
  if (row?.status === "succeeded") return;
  await removeFiles([modelPath(id)]);
  if (row?.status === "running") throw new AppError("job_cancelled", "This was cancelled before it finished.");
}

/** Writes down why a version has no model; a cancelled one is not a failure. */
export const failTraining = trainingRow.fail;
