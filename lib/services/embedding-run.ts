import { mkdir, rename } from "node:fs/promises";
import { database } from "../db/client";
import { env } from "../env";
import { pickRows } from "../kernels/pick-rows";
import { applyPreparation } from "../segmentation/apply-preparation";
import type { SegmentationModel } from "../segmentation/result";
import { maximumUmapRows, umapPlaces } from "../segmentation/umap-places";
import { mapRows } from "../sql/segmentation/map-rows";
import { readColumns } from "../warehouse/read-columns";
import { writeAssignments } from "../warehouse/write-assignments";
import { umapPath } from "./embedding";
import { JobInterrupted, withJobControl, type JobControl } from "./job-control";
import { jobRow } from "./job-row";
import { assignmentsPath, folders, rowsPath } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

/** A run has one layout, which goes by the run's id. */
const embeddingRow = jobRow(async ({ id: segmentationId, status }, data) => (await database().embedding.updateManyAndReturn({ where: { segmentationId, status }, data, select: { cancelRequestedAt: true } }))[0]);

/** The job: harmless when repeated, since only a row that still runs is completed. */
export async function executeEmbedding(segmentationId: string, context: { signal: AbortSignal }): Promise<void> {
  const [row] = await database().embedding.updateManyAndReturn({ where: { segmentationId, status: { in: ["queued", "running"] } }, data: { status: "running" } });
  const run = await database().segmentation.findUnique({ where: { id: segmentationId } });
  if (!row || !run) throw new JobInterrupted("gone");
  const model = run.model as unknown as SegmentationModel;
  const rows = await withJobControl(context.signal, (progress) => embeddingRow.saveProgress(segmentationId, progress), (control) => embed(run, model, control));
  await database().embedding.updateMany({
    where: { segmentationId, status: "running" },
    data: { status: "succeeded", rows, progressStage: "Done", progressRatio: 1, finishedAt: new Date() },
  });
}

/** Lays out the rows that the map would draw, too: all of them, or the same sample. Answers their number. */
async function embed(run: { id: string; datasetVersionId: string; seed: number }, model: SegmentationModel, { signal, report }: JobControl): Promise<number> {
  report("Reading the rows", 0);
  const features = model.preparation.features.map(({ feature }) => feature);
  const table = await readColumns(rowsPath(run.datasetVersionId), features);
  const { matrix, keptRows } = await applyPreparation(table.columns, model.preparation, { signal });
  const chosen = await mapRows({ rowsPath: rowsPath(run.datasetVersionId), assignmentsPath: assignmentsPath(run.id), limit: maximumUmapRows });
  const positions = new Map(Array.from({ length: matrix.rows }, (_, i) => [table.rowIds[keptRows ? (keptRows[i] ?? 0) : i], i]));
  const known = chosen.filter(({ row_id }) => positions.has(row_id));
  const rows = pickRows(matrix, Uint32Array.from(known, ({ row_id }) => positions.get(row_id) ?? 0));
  const places = await umapPlaces(rows, run.seed, { signal, threads: env().COMPUTE_THREADS, onProgress: report });
  await mkdir(folders.segmentations(), { recursive: true });
  const partial = `${umapPath(run.id)}.${timeOrderedId()}`;
  await writeAssignments(partial, { rowIds: Float64Array.from(known, ({ row_id }) => row_id), segments: Int32Array.from(known, ({ segment }) => segment), ...places });
  await rename(partial, umapPath(run.id));
  return rows.rows;
}

export const failEmbedding = embeddingRow.fail;
