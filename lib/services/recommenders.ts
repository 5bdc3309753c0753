import { database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { AppError } from "../errors";
import { recommenderAlgorithms } from "../recommendation/algorithms";
import type { AlgorithmList, Recommender, RecommenderListQuery, RecommenderPatch, RecommenderSummary } from "../schemas/recommender";
import type { CurrentUser } from "../schemas/user";
import { belowCursor } from "./cursor";
import { ownedByRecommender, removeOwnedFiles } from "./owned-files";
import { pageOf } from "./page-of";
import { recommenderDetailInclude, recommenderInclude, viewRecommender, viewRecommenderSummary } from "./recommender-view";

export function recommenderNotFound(): AppError {
  return new AppError("not_found", "This recommender does not exist, or it was deleted.");
}

/** What can be trained, with the parameters of each. */
export function listAlgorithms(): AlgorithmList {
  return structuredClone({ items: recommenderAlgorithms }) as AlgorithmList;
}

/** Recommenders, newest first. */
export async function listRecommenders(query: RecommenderListQuery): Promise<{ items: RecommenderSummary[]; nextCursor?: string }> {
  const found = await database().recommender.findMany({
    where: { ...belowCursor(query.cursor), datasetId: query.datasetId },
    include: recommenderInclude,
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  return pageOf(found, query.limit, viewRecommenderSummary);
}

export async function getRecommender(id: string): Promise<Recommender> {
  const row = await database().recommender.findUnique({ where: { id }, include: recommenderDetailInclude });
  if (!row) throw recommenderNotFound();
  return viewRecommender(row);
}

export async function patchRecommender(id: string, patch: RecommenderPatch): Promise<Recommender> {
  const { count } = await database().recommender.updateMany({ where: { id }, data: patch });
  if (count === 0) throw recommenderNotFound();
  return getRecommender(id);
}

/** Lets another finished version serve: a newer one, or an older one again. */
export async function promoteVersion(id: string, number: number): Promise<Recommender> {
  const version = await database().recommenderVersion.findUnique({ where: { recommenderId_number: { recommenderId: id, number } }, select: { id: true, status: true } });
  if (!version) throw new AppError("not_found", `This recommender has no version ${number}.`);
  if (version.status !== "succeeded") throw new AppError("recommender_not_ready", `Version ${number} has no model to serve with: it is ${version.status}.`);
  await database().recommender.update({ where: { id }, data: { promotedVersionId: version.id } });
  return getRecommender(id);
}

/** Cancels the version that waits or trains: at once while it waits, else its job notices within half a second. */
export async function cancelRecommender(id: string): Promise<Recommender> {
  const now = new Date();
  const waiting = await database().recommenderVersion.updateMany({
    where: { recommenderId: id, status: "queued" },
    data: { status: "cancelled", cancelRequestedAt: now, finishedAt: now, progressStage: "Cancelled" },
  });
  const running = await database().recommenderVersion.updateMany({ where: { recommenderId: id, status: "running" }, data: { cancelRequestedAt: now } });
  const recommender = await getRecommender(id);
  if (waiting.count + running.count === 0) throw new AppError("conflict", "Nothing is being trained, so there is nothing to cancel.");
  return recommender;
}

/** Deletes a recommender with all its versions and models. A job that trains for it notices and stops. */
export async function deleteRecommender(user: CurrentUser, id: string): Promise<void> {
  const owned = await ownedByRecommender(id);
  await database().$transaction(async (transaction) => {
    const recommender = await transaction.recommender.findUnique({ where: { id }, select: { name: true } });
    if (!recommender) throw recommenderNotFound();
    await transaction.recommender.delete({ where: { id } });
    await recordAudit(transaction, { userId: user.id, action: "recommender.deleted", subject: recommender.name, details: { id } });
  });
  await removeOwnedFiles(owned);
}
