import { database } from "../db/client";
import { AppError } from "../errors";
import { enqueue, jobQueues } from "../jobs/enqueue";
import { algorithmInfo, completeParameters } from "../recommendation/algorithms";
import {
  interactionOptionsSchema, recommenderAlgorithmSchema, recommenderParametersSchema, trainingPlanSchema,
  type RecommenderCreated, type RecommenderRequest, type RetrainRequest, type TrainingPlan,
} from "../schemas/recommender";
import type { CurrentUser } from "../schemas/user";
import { eventRoles } from "./recommender-columns";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { recommenderNotFound } from "./recommenders";
import { requireFinishedRun } from "./segmentations";

const waitingStage = "Waiting for a free worker";

/** Makes a recommender and trains its first version, as a background job. The first one that finishes serves. */
export async function startRecommender(user: CurrentUser, request: RecommenderRequest): Promise<RecommenderCreated> {
  const { datasetId, name, schedule, ...plan } = request;
  const version = await requireTrainable(datasetId, plan);
  await jobQueues();
  return database().$transaction(async (transaction) => {
    const { id } = await transaction.recommender.create({
      data: { datasetId, name: name ?? `${algorithmInfo(plan.algorithm).label} on ${version.datasetName}`.slice(0, 200), schedule, createdById: user.id },
      select: { id: true },
    });
    const { id: versionId } = await transaction.recommenderVersion.create({ data: { ...versionData(plan, version), recommenderId: id, number: 1, promoteWhenDone: true, startedBy: user.name }, select: { id: true } });
    await enqueue(transaction, "recommender.train", { versionId });
    return { id, version: 1, status: "queued" };
  });
}

/** Trains another version on the dataset's present rows. The version that serves goes on until another one is promoted. */
export async function retrainRecommender(startedBy: string, id: string, request: RetrainRequest): Promise<RecommenderCreated> {
  const recommender = await database().recommender.findUnique({ where: { id }, include: { versions: { orderBy: { number: "desc" }, take: 1 } } });
  const newest = recommender?.versions[0];
  if (!recommender || !newest) throw recommenderNotFound();
  const plan = nextPlan(newest, request);
  const version = await requireTrainable(recommender.datasetId, plan);
  await jobQueues();
  return database().$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT id FROM recommenders WHERE id = ${id}::uuid FOR UPDATE`;
    const versions = await transaction.recommenderVersion.findMany({ where: { recommenderId: id }, select: { number: true, status: true } });
    if (versions.some(({ status }) => status === "queued" || status === "running")) throw new AppError("conflict", "A version of this recommender is being trained right now. Wait until it is done, or cancel it.");
    const number = Math.max(0, ...versions.map((each) => each.number)) + 1;
    const { id: versionId } = await transaction.recommenderVersion.create({ data: { ...versionData(plan, version), recommenderId: id, number, promoteWhenDone: request.promote, startedBy }, select: { id: true } });
    await enqueue(transaction, "recommender.train", { versionId });
    return { id, version: number, status: "queued" };
  });
}

interface StoredPlan {
  algorithm: string;
  parameters: unknown;
  interactions: unknown;
  seed: number;
  segmentationId: string | null;
}

/** The plan that a version was trained with. */
export function planOf(version: StoredPlan): TrainingPlan {
  return {
    algorithm: recommenderAlgorithmSchema.parse(version.algorithm),
    parameters: recommenderParametersSchema.parse(version.parameters),
    interactions: interactionOptionsSchema.parse(version.interactions),
    seed: version.seed,
    segmentationId: version.segmentationId,
  };
}

function nextPlan(newest: StoredPlan, request: RetrainRequest): TrainingPlan {
  const before = planOf(newest);
  const { promote: _, ...changes } = request;
  const other = changes.algorithm !== undefined && changes.algorithm !== before.algorithm;
  return trainingPlanSchema.parse({ ...before, ...(other && { parameters: {} }), ...changes });
}

function versionData(plan: TrainingPlan, version: ReadyVersion) {
  return {
    datasetVersionId: version.id, datasetVersionNumber: version.number, segmentationId: plan.segmentationId ?? null, algorithm: plan.algorithm,
    parameters: plan.parameters, interactions: plan.interactions, seed: plan.seed, progressStage: waitingStage,
  };
}

/** @throws AppError in words for what can be known to fail before a worker takes it. */
async function requireTrainable(datasetId: string, plan: TrainingPlan): Promise<ReadyVersion> {
  const version = await requireReadyVersion(datasetId);
  eventRoles(version, plan.interactions);
  try {
    completeParameters(plan.algorithm, plan.parameters);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const name = `parameters.${error.message.split(":")[0] ?? ""}`;
    throw new AppError("bad_request", `This parameter is not possible: ${error.message}.`, { invalidParams: [{ name, reason: error.message }] });
  }
  if (plan.segmentationId) await requireFinishedRun(plan.segmentationId);
  return version;
}
