import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { enqueue, jobQueues } from "../jobs/enqueue";
import { readOptionsSchema } from "../schemas/dataset";
import { sourceFilesSchema, removeSources, type SourceFile } from "./dataset-sources";
import { readSources, type BaseVersion, type IngestedRows } from "./dataset-read-sources";
import { writeFeatureSource } from "./event-features-making";
import { JobInterrupted, withJobControl, type JobControl, type Verdict } from "./job-control";
import { folders, rejectsPath, removeFiles, requireDiskSpace, rowsPath } from "./storage";
import type { Progress } from "../schemas/paging";
import { timeOrderedId } from "./time-ordered-id";

/** Progress stage of a version that no worker has begun to read. */
export const waitingStage = "Waiting";

/**
 * Reads the uploaded files of a version into its Parquet files and makes it the dataset's current version.
 * Harmless when repeated: files appear under their final name only just before the row says *ready*, and only once.
 */
export async function executeIngest(versionId: string, context: { signal: AbortSignal; temporaryFolder: string }): Promise<void> {
  const version = await database().datasetVersion.findUnique({ where: { id: versionId } });
  if (version?.status !== "ingesting") throw new JobInterrupted("gone");
  const folder = path.join(context.temporaryFolder, timeOrderedId());
  const sources = sourceFilesSchema.parse(version.sources);
  const base = await findBase(version.baseVersionId);
  try {
    await mkdir(folder, { recursive: true });
    await mkdir(folders.datasets(), { recursive: true });
    await requireDiskSpace(2 * Number(version.sourceBytes));
    const ingested = await withJobControl(context.signal, (progress) => saveProgress(versionId, progress), async (control) => {
      const isMade = version.origin === "features";
      const made = isMade ? [await writeFeatureSource(version, folder, part(control, 0, madeShare))] : sources;
      return readSources({ version: { id: versionId, readOptions: readOptionsSchema.parse(version.readOptions) }, sources: made, base, folder, control: isMade ? part(control, madeShare, 1) : control });
    });
    await finishIngest(version, ingested);
  } finally {
    await removeFiles([folder]);
  }
}

/** Of the work on a version of features, what is done when its file is made. */
const madeShare = 0.8;

/** Reports within a part of the whole. */
function part({ signal, report }: JobControl, from: number, to: number): JobControl {
  return { signal, report: (stage, ratio) => report(stage, from + (to - from) * ratio) };
}

/** The version that this one appends to; when it was deleted meanwhile, every uploaded file is read again instead. */
async function findBase(id: string | null): Promise<BaseVersion | undefined> {
  const base = id === null ? null : await database().datasetVersion.findUnique({ where: { id }, select: { id: true, status: true, rowCount: true, rejectedCount: true } });
  if (base?.status !== "ready") return undefined;
  return { id: base.id, rowCount: base.rowCount ?? 0, rejectedCount: base.rejectedCount ?? 0 };
}

async function saveProgress(versionId: string, progress: Progress): Promise<Verdict> {
  const [row] = await database().datasetVersion.updateManyAndReturn({
    where: { id: versionId, status: "ingesting" },
    data: { progressStage: progress.stage, progressRatio: progress.ratio },
    select: { cancelRequestedAt: true },
  });
  if (!row) return "gone";
  return row.cancelRequestedAt ? "cancel" : "continue";
}

async function finishIngest(version: { id: string; datasetId: string }, ingested: IngestedRows): Promise<void> {
  await rename(ingested.rowsPath, rowsPath(version.id));
  await rename(ingested.rejectsPath, rejectsPath(version.id));
  await jobQueues();
  const finished = await database().$transaction(async (transaction) => {
    const { count } = await transaction.datasetVersion.updateMany({
      where: { id: version.id, status: "ingesting" },
      data: {
        status: "ready",
        rowCount: ingested.rowCount,
        rejectedCount: ingested.rejectedCount,
        columns: ingested.columns,
        dialect: ingested.dialect,
        storedBytes: ingested.storedBytes,
        progressStage: "Ready",
        progressRatio: 1,
        finishedAt: new Date(),
      },
    });
    if (count === 0) return false;
    await transaction.dataset.update({ where: { id: version.datasetId }, data: { currentVersionId: version.id } });
    await transaction.dataset.updateMany({ where: { id: version.datasetId, kindChosen: false }, data: { kind: ingested.kind } });
    await enqueue(transaction, "engagement.prepare", { datasetId: version.datasetId });
    return true;
  });
  if (!finished) await discardUnlessReady(version.id);
}

/** The row went meanwhile. Another worker may have finished it: then the files are its, and identical. */
async function discardUnlessReady(versionId: string): Promise<void> {
  const version = await database().datasetVersion.findUnique({ where: { id: versionId }, select: { status: true } });
  if (version?.status !== "ready") await removeFiles([rowsPath(versionId), rejectsPath(versionId)]);
}

/**
 * Writes down why a version could not be read, and deletes its files. After an error of our own the uploaded files stay,
 * so that reading them can be tried again.
 */
export async function failIngest(
  versionId: string,
  failure: { code: string; message: string },
  only: { progressStage?: string } = {},
): Promise<void> {
  const [row] = await database().datasetVersion.updateManyAndReturn({
    where: { id: versionId, status: "ingesting", ...only },
    data: { status: "failed", errorCode: failure.code, errorMessage: failure.message, finishedAt: new Date() },
    select: { sources: true },
  });
  if (!row) return;
  const sources: SourceFile[] = sourceFilesSchema.parse(row.sources);
  if (failure.code !== "internal" && failure.code !== "storage_full") await removeSources(versionId, sources.length);
}
