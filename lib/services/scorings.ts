import { database } from "../db/client";
import type { Scoring as ScoringRow } from "../db/generated/client";
import { AppError } from "../errors";
import { enqueue, jobQueues } from "../jobs/enqueue";
import { scoringResultSchema, type Scoring } from "../schemas/scoring";
import type { CurrentUser } from "../schemas/user";
import { streamExport } from "../warehouse/stream-export";
import type { Download } from "./download";
import { requireReadyVersion } from "./require-dataset";
import { requireFinishedRun } from "./segmentations";
import { assignmentsPath, rowsPath } from "./storage";

/**
 * Puts the rows of a dataset into the segments of a finished run, as a background job.
 * @throws AppError in words when a feature of the run is missing from the dataset.
 */
export async function startScoring(user: CurrentUser, segmentationId: string, datasetId: string): Promise<{ id: string; status: "queued" }> {
  await requireFinishedRun(segmentationId);
  const version = await requireReadyVersion(datasetId);
  const run = await database().segmentation.findUniqueOrThrow({ where: { id: segmentationId }, select: { features: true } });
  const features = Array.isArray(run.features) ? run.features.map(String) : [];
  const missing = features.filter((feature) => !version.columns.some((column) => column.name === feature));
  if (missing.length > 0) {
    throw new AppError("segmentation_impossible", `“${version.datasetName}” lacks what the segmentation rests on: ${missing.map((name) => `“${name}”`).join(", ")}. Score a dataset with the same columns.`);
  }
  await jobQueues();
  return database().$transaction(async (transaction) => {
    const { id } = await transaction.scoring.create({
      data: { segmentationId, datasetId, datasetVersionId: version.id, createdById: user.id, progressStage: "Waiting for a free worker" },
      select: { id: true },
    });
    await enqueue(transaction, "scoring.run", { scoringId: id });
    return { id, status: "queued" };
  });
}

export async function requireScoring(id: string): Promise<ScoringRow> {
  const row = await database().scoring.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "This scoring does not exist, or its segmentation or dataset was deleted.");
  return row;
}

export async function getScoring(id: string): Promise<Scoring> {
  return viewScoring(await requireScoring(id));
}

export function viewScoring(row: ScoringRow): Scoring {
  return {
    id: row.id,
    segmentationId: row.segmentationId,
    datasetId: row.datasetId,
    status: row.status,
    progress: { stage: row.progressStage ?? "", ratio: row.progressRatio },
    ...(row.result !== null && scoringResultSchema.parse(row.result)),
    ...(row.errorCode && { error: { code: row.errorCode, message: row.errorMessage ?? "" } }),
    createdAt: row.createdAt.toISOString(),
  };
}

/** Scorings of a run, newest first. */
export async function listScorings(segmentationId: string): Promise<Scoring[]> {
  const rows = await database().scoring.findMany({ where: { segmentationId }, orderBy: { id: "desc" }, take: 50 });
  return rows.map(viewScoring);
}

/** Every row of the scored data with its segment and confidence, streamed. */
export async function exportScoring(id: string, format: "csv" | "json"): Promise<Download> {
  const row = await requireScoring(id);
  if (row.status !== "succeeded") throw new AppError("segmentation_not_finished", `This scoring has no result: it is ${row.status}.`);
  const version = await requireReadyVersion(row.datasetId, row.datasetVersionId);
  const segments = await database().segment.findMany({ where: { segmentationId: row.segmentationId }, select: { segment: true, name: true } });
  const stream = streamExport({
    parquetPath: rowsPath(version.id),
    assignmentsPath: assignmentsPath(row.id),
    format,
    segmentNames: Object.fromEntries(segments.map(({ segment, name }) => [segment, name])),
  });
  return { stream, name: `${version.datasetName} - scored`, format };
}
