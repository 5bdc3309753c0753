import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { env } from "../env";
import { AppError } from "../errors";
import { enqueue, jobQueues } from "../jobs/enqueue";
import { KernelMemoryExceeded } from "../kernels/control";
import type { Fingerprint } from "../schemas/reproduction";
import { segmentationRequestSchema, type SegmentationPlan } from "../schemas/segmentation";
import { runSegmentation } from "../segmentation/run-segmentation";
import type { SegmentationResult } from "../segmentation/result";
import { readColumns } from "../warehouse/read-columns";
import { fingerprintOf } from "./fingerprint";
import { JobInterrupted, withJobControl, type JobControl } from "./job-control";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { readRowLabels } from "./row-labels";
import { columnsToProfile } from "./segmentation-columns";
import { resultData, segmentsData } from "./segmentation-result-data";
import { segmentationRow } from "./segmentation-row";
import { writeRowResults } from "./segmentation-rows-file";
import { assignmentsPath, folders, formatBytes, removeFiles, rowsPath } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

/**
 * Runs a queued segmentation and stores its result: row assignments as Parquet, everything else in one transaction.
 * Harmless when repeated: only a run that is still *running* and not cancelled is completed.
 */
export async function executeSegmentation(id: string, context: { signal: AbortSignal; temporaryFolder: string }): Promise<void> {
  const { count } = await database().segmentation.updateMany({
    where: { id, status: { in: ["queued", "running"] } },
    data: { status: "running", startedAt: new Date() },
  });
  const run = await database().segmentation.findUnique({ where: { id } });
  if (count === 0 || !run) throw new JobInterrupted("gone");
  const version = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const plan = parsePlan(run);
  const folder = path.join(context.temporaryFolder, timeOrderedId());
  try {
    await mkdir(folder, { recursive: true });
    await mkdir(folders.segmentations(), { recursive: true });
    const started = performance.now();
    const finished = await withJobControl(context.signal, (progress) => segmentationRow.saveProgress(id, progress), (control) => compute(plan, version, folder, control));
    await complete(id, finished, performance.now() - started);
  } finally {
    await removeFiles([folder]);
  }
}

/** The run's row as the plan it was asked for. */
function parsePlan(run: { datasetId: string; algorithm: string; features: unknown; preparation: unknown; parameters: unknown; seed: number }): SegmentationPlan {
  const { datasetId, algorithm, features, preparation, parameters, seed } = run;
  const { datasetId: _, name: __, ...plan } = segmentationRequestSchema.parse({ datasetId, algorithm, features, preparation, parameters, seed });
  return plan;
}

interface FinishedComputation {
  result: SegmentationResult;
  rowsFile: string;
  fingerprint: Fingerprint;
  timingsMs: { read: number; write: number };
}

async function compute(plan: SegmentationPlan, version: ReadyVersion, folder: string, control: JobControl): Promise<FinishedComputation> {
  const readAt = performance.now();
  control.report("Reading the columns", 0);
  const table = await readColumns(rowsPath(version.id), columnsToProfile(version.columns, plan.features));
  const rowLabels = await readRowLabels(version);
  const computeAt = performance.now();
  const result = await runSegmentation(
    { table, plan, rowLabels },
    {
      threads: env().COMPUTE_THREADS,
      memoryLimitBytes: env().MEMORY_LIMIT_MB * 1024 ** 2,
      signal: control.signal,
      onProgress: (stage, ratio) => control.report(stage, 0.02 + 0.95 * ratio),
    },
  ).catch((error: unknown) => {
    throw error instanceof KernelMemoryExceeded ? tooLarge(error) : error;
  });
  const writeAt = performance.now();
  control.report("Storing the result", 0.97);
  const rowsFile = path.join(folder, "assignments.parquet");
  await writeRowResults(rowsFile, table.rowIds, result);
  const fingerprint = fingerprintOf(table, plan.features, result);
  return { result, rowsFile, fingerprint, timingsMs: { read: computeAt - readAt, write: performance.now() - writeAt } };
}

function tooLarge({ requiredBytes, limitBytes }: KernelMemoryExceeded): AppError {
  return new AppError(
    "segmentation_too_large",
    `This needs about ${formatBytes(requiredBytes)} of memory, and ${formatBytes(limitBytes)} may be used. Choose fewer features or rows, another algorithm, or ask your administrator to raise MEMORY_LIMIT_MB.`,
  );
}

async function complete(id: string, { result, rowsFile, fingerprint, timingsMs }: FinishedComputation, totalMs: number): Promise<void> {
  await rename(rowsFile, assignmentsPath(id));
  await jobQueues();
  const completed = await database().$transaction(async (transaction) => {
    const { count } = await transaction.segmentation.updateMany({
      where: { id, status: "running", cancelRequestedAt: null },
      data: { status: "succeeded", progressStage: "Done", progressRatio: 1, finishedAt: new Date(), fingerprint, ...resultData(result), timingsMs: { ...timingsMs, total: totalMs, ...result.timingsMs } },
    });
    if (count === 1) {
      await transaction.segment.createMany({ data: segmentsData(id, result) satisfies Prisma.SegmentCreateManyInput[] });
      await enqueue(transaction, "segmentation.judge", { segmentationId: id });
    }
    return count === 1;
  });
  if (!completed) await discard(id);
}

/** The row was cancelled, deleted, or finished by another worker meanwhile; only in the last case are the files wanted. */
async function discard(id: string): Promise<void> {
  const run = await database().segmentation.findUnique({ where: { id }, select: { status: true } });
  if (run?.status === "succeeded") return;
  await removeFiles([assignmentsPath(id)]);
  if (run?.status === "running") throw new AppError("job_cancelled", "This was cancelled before it finished.");
}

/** Writes down why a run has no result; a cancelled one is not a failure. */
export const failSegmentation = segmentationRow.fail;
