import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { pickRows } from "../kernels/pick-rows";
import type { FeatureTable } from "../schemas/feature-column";
import type { ScoringResult } from "../schemas/scoring";
import { applyPreparation } from "../segmentation/apply-preparation";
import { featureDrift } from "../segmentation/drift";
import type { SegmentationModel } from "../segmentation/result";
import type { CoreRows } from "../segmentation/nearest-core";
import { scoreRows, type ScoredRows } from "../segmentation/score-rows";
import { notSegmented } from "../segmentation/segment-rows";
import { readColumns } from "../warehouse/read-columns";
import { writeAssignments } from "../warehouse/write-assignments";
import { JobInterrupted, withJobControl, type JobControl } from "./job-control";
import { jobRow } from "./job-row";
import { assignmentsPath, folders, removeFiles, rowsPath } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

interface ScoredRun {
  id: string;
  datasetVersionId: string;
  segmentationId: string;
}

const scoringRow = jobRow(async (where, data) => (await database().scoring.updateManyAndReturn({ where, data, select: { cancelRequestedAt: true } }))[0]);

/** The job: puts rows into the segments of a saved run. Harmless when repeated. */
export async function executeScoring(id: string, context: { signal: AbortSignal; temporaryFolder: string }): Promise<void> {
  const [row] = await database().scoring.updateManyAndReturn({ where: { id, status: { in: ["queued", "running"] } }, data: { status: "running" } });
  if (!row) throw new JobInterrupted("gone");
  const folder = path.join(context.temporaryFolder, timeOrderedId());
  try {
    await mkdir(folder, { recursive: true });
    await mkdir(folders.segmentations(), { recursive: true });
    const rowsFile = path.join(folder, "scored.parquet");
    const result = await withJobControl(context.signal, (progress) => scoringRow.saveProgress(id, progress), (control) => score(row, rowsFile, control));
    await rename(rowsFile, assignmentsPath(id));
    const { count } = await database().scoring.updateMany({
      where: { id, status: "running", cancelRequestedAt: null },
      data: { status: "succeeded", result, progressStage: "Done", progressRatio: 1, finishedAt: new Date() },
    });
    if (count === 0) await discard(id);
  } finally {
    await removeFiles([folder]);
  }
}

/** The row was cancelled, deleted, or finished by another worker meanwhile; only in the last case is the file wanted. */
async function discard(id: string): Promise<void> {
  const scoring = await database().scoring.findUnique({ where: { id }, select: { status: true } });
  if (scoring?.status === "succeeded") return;
  await removeFiles([assignmentsPath(id)]);
  if (scoring?.status === "running") throw new AppError("job_cancelled", "This was cancelled before it finished.");
}

async function score(row: ScoredRun, rowsFile: string, { report, signal }: JobControl): Promise<ScoringResult> {
  const run = await database().segmentation.findUniqueOrThrow({ where: { id: row.segmentationId }, include: { segments: true } });
  if (run.model === null) throw new AppError("segmentation_impossible", "The run has no saved model. Run the segmentation again.");
  const model = run.model as unknown as SegmentationModel;
  const features = model.preparation.features.map((feature) => feature.feature);
  report("Reading the columns", 0);
  const table = await readColumns(rowsPath(row.datasetVersionId), features);
  const before = await readColumns(rowsPath(run.datasetVersionId), features);
  const core = model.algorithm === "dbscan" ? await readCore(run.id, before, model) : undefined;
  const scored = await scoreRows(table.columns, model, core, { signal, threads: env().COMPUTE_THREADS, onProgress: report });
  report("Comparing the distributions", 0.9);
  const drift = featureDrift(before.columns, table.columns);
  await writeScored(rowsFile, table.rowIds, scored);
  const fence = await unlikeFence(run.id);
  return {
    rows: table.rowIds.length,
    droppedRows: scored.segments.reduce((count, segment) => count + Number(segment === notSegmented), 0),
    segments: shares(scored.segments, run.segments),
    drift,
    unlikeRows: scored.distance.reduce((count, value) => count + Number(value > fence), 0),
    ...(Number.isFinite(fence) && { unlikeBeyond: fence }),
  };
}

function shares(labels: Int32Array, segments: { segment: number; name: string; shareRatio: number }[]): ScoringResult["segments"] {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const total = labels.length - (counts.get(notSegmented) ?? 0);
  const isNew = (counts.get(-1) ?? 0) > 0 && !segments.some(({ segment }) => segment === -1);
  const known = isNew ? [...segments, { segment: -1, name: "Noise", shareRatio: 0 }] : segments;
  return known
    .toSorted((a, b) => Number(a.segment < 0) - Number(b.segment < 0) || a.segment - b.segment)
    .map(({ segment, name, shareRatio }) => {
      const size = counts.get(segment) ?? 0;
      return { segment, name, size, shareRatio: total > 0 ? size / total : 0, shareRatioThen: shareRatio };
    });
}

/** The run's core rows, prepared as then: new rows are compared with each of them. Undefined where they were not stored. */
async function readCore(segmentationId: string, before: FeatureTable, model: SegmentationModel): Promise<CoreRows | undefined> {
  const [segment, core] = (await readColumns(assignmentsPath(segmentationId), ["segment", "core"])).columns;
  if (segment?.kind !== "numeric" || core?.kind !== "numeric") return undefined;
  const { matrix } = await applyPreparation(before.columns, model.preparation);
  const rows = Uint32Array.from(core.values.keys()).filter((i) => core.values[i] === 1);
  return { matrix: pickRows(matrix, rows), segments: Int32Array.from(rows, (row) => segment.values[row] ?? -1) };
}

async function writeScored(file: string, rowIds: Float64Array, scored: ScoredRows): Promise<void> {
  const took = (_: number, i: number): boolean => scored.segments[i] !== notSegmented;
  await writeAssignments(file, {
    rowIds: rowIds.filter(took),
    segments: scored.segments.filter(took),
    confidence: scored.confidence.filter(took),
    distance: scored.distance.filter(took),
    second_segment: scored.second.filter(took),
  });
}

/** The distance from the centroid that 99 % of the run's rows keep within; infinite where the run has no distances. */
async function unlikeFence(segmentationId: string): Promise<number> {
  const [distance] = (await readColumns(assignmentsPath(segmentationId), ["distance"])).columns;
  const known = distance?.kind === "numeric" ? distance.values.filter((value) => !Number.isNaN(value)).sort() : new Float64Array(0);
  return known[Math.min(known.length - 1, Math.floor(known.length * 0.99))] ?? Number.POSITIVE_INFINITY;
}

export const failScoring = scoringRow.fail;
