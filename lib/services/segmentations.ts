import { database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { AppError } from "../errors";
import type { Segmentation, SegmentationSummary } from "../schemas/segmentation";
import type { SegmentationListQuery } from "../schemas/segmentation-queries";
import type { CurrentUser } from "../schemas/user";
import { belowCursor } from "./cursor";
import { ownedBySegmentation, removeOwnedFiles } from "./owned-files";
import { pageOf } from "./page-of";
import { getRules } from "./rule-book";
import { segmentationRow } from "./segmentation-row";
import { runDetailInclude, runSummaryInclude, runSummaryOmit, viewRun, viewRunSummary } from "./segmentation-view";

export function segmentationNotFound(): AppError {
  return new AppError("not_found", "This segmentation does not exist, or it was deleted.");
}

/** Runs, newest first. */
export async function listSegmentations(query: SegmentationListQuery): Promise<{ items: SegmentationSummary[]; nextCursor?: string }> {
  const found = await database().segmentation.findMany({
    where: { ...belowCursor(query.cursor), datasetId: query.datasetId, status: query.status },
    include: runSummaryInclude,
    omit: runSummaryOmit,
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  return pageOf(found, query.limit, viewRunSummary);
}

export async function getSegmentation(id: string): Promise<Segmentation> {
  const run = await database().segmentation.findUnique({ where: { id }, include: runDetailInclude, omit: { model: true } });
  if (!run) throw segmentationNotFound();
  return viewRun(run, await getRules());
}

export async function renameSegmentation(id: string, name: string): Promise<Segmentation> {
  const { count } = await database().segmentation.updateMany({ where: { id }, data: { name } });
  if (count === 0) throw segmentationNotFound();
  return getSegmentation(id);
}

/** Cancels a run: at once while it waits, else its job notices within half a second. */
export async function cancelSegmentation(id: string): Promise<Segmentation> {
  const wasUnderWay = await segmentationRow.cancel(id);
  const run = await getSegmentation(id);
  if (!wasUnderWay) throw new AppError("conflict", `This segmentation has ${run.status} already, so there is nothing to cancel.`);
  return run;
}

/** Deletes a run with its segments, audiences and row assignments. A job that runs for it notices and stops. */
export async function deleteSegmentation(user: CurrentUser, id: string): Promise<void> {
  const owned = await ownedBySegmentation(id);
  await database().$transaction(async (transaction) => {
    const run = await transaction.segmentation.findUnique({ where: { id }, select: { name: true } });
    if (!run) throw segmentationNotFound();
    await transaction.segmentation.delete({ where: { id } });
    await recordAudit(transaction, { userId: user.id, action: "segmentation.deleted", subject: run.name, details: { id } });
  });
  await removeOwnedFiles(owned);
}

/** A run whose result can be read. */
export interface FinishedRun {
  id: string;
  name: string;
  algorithm: string;
  datasetId: string;
  datasetVersionId: string;
  features: string[];
}

/** @throws AppError `not_found`; `segmentation_not_finished` when there is no result (yet). */
export async function requireFinishedRun(id: string): Promise<FinishedRun> {
  const run = await database().segmentation.findUnique({
    where: { id },
    select: { id: true, name: true, algorithm: true, datasetId: true, datasetVersionId: true, status: true, features: true },
  });
  if (!run) throw segmentationNotFound();
  if (run.status !== "succeeded") throw new AppError("segmentation_not_finished", `This segmentation has no result: it is ${run.status}.`);
  return { ...run, features: run.features as string[] };
}
