import path from "node:path";
import { database } from "../db/client";
import { AppError } from "../errors";
import { enqueue, jobQueues } from "../jobs/enqueue";
import type { Embedding } from "../schemas/map";
import type { CurrentUser } from "../schemas/user";
import { requireFinishedRun } from "./segmentations";
import { folders } from "./storage";

/** Where a run's rows lie on its UMAP: `row_id`, `x`, `y`. */
export function umapPath(segmentationId: string): string {
  return path.join(folders.segmentations(), `${segmentationId}.umap.parquet`);
}

/** Whether a run has a UMAP, or how far it is. */
export async function getEmbedding(segmentationId: string): Promise<Embedding> {
  await requireFinishedRun(segmentationId);
  const row = await database().embedding.findUnique({ where: { segmentationId } });
  if (!row) return { status: "none", progress: { stage: "", ratio: 0 } };
  return {
    status: row.status,
    progress: { stage: row.progressStage ?? "", ratio: row.progressRatio },
    ...(row.rows !== null && { rows: row.rows }),
    ...(row.errorCode && { error: { code: row.errorCode, message: row.errorMessage ?? "" } }),
  };
}

/** Asks for a run's UMAP; one that is there, waits or runs already is left as it is. */
export async function startEmbedding(user: CurrentUser, segmentationId: string): Promise<Embedding> {
  await requireFinishedRun(segmentationId);
  await jobQueues();
  await database().$transaction(async (transaction) => {
    const known = await transaction.embedding.findUnique({ where: { segmentationId }, select: { status: true } });
    if (known && known.status !== "failed" && known.status !== "cancelled") return;
    const fresh = { status: "queued" as const, progressStage: "Waiting for a free worker", progressRatio: 0, cancelRequestedAt: null, finishedAt: null, errorCode: null, errorMessage: null, createdById: user.id };
    await transaction.embedding.upsert({ where: { segmentationId }, create: { segmentationId, ...fresh }, update: fresh });
    await enqueue(transaction, "segmentation.embed", { segmentationId });
  });
  return getEmbedding(segmentationId);
}

/** Cancels a UMAP that waits or runs; one that has ended stays as it is. */
export async function cancelEmbedding(segmentationId: string): Promise<Embedding> {
  await database().embedding.updateMany({ where: { segmentationId, status: { in: ["queued", "running"] } }, data: { cancelRequestedAt: new Date() } });
  await database().embedding.updateMany({ where: { segmentationId, status: "queued" }, data: { status: "cancelled", finishedAt: new Date() } });
  return getEmbedding(segmentationId);
}

/** @throws AppError `conflict` when the run has no UMAP to draw. */
export async function requireEmbedding(segmentationId: string): Promise<string> {
  const { status } = await getEmbedding(segmentationId);
  if (status === "succeeded") return umapPath(segmentationId);
  throw new AppError("conflict", "This run has no UMAP yet. Ask for one on its map.");
}
