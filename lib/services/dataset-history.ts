import { database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { AppError } from "../errors";
import type { Dataset } from "../schemas/dataset";
import type { CurrentUser } from "../schemas/user";
import { failIngest, waitingStage } from "./dataset-ingest";
import { getDataset } from "./datasets";
import { ownedByVersion, removeOwnedFiles } from "./owned-files";

/** Makes an older (or newer) version the current one. */
export async function restoreVersion(datasetId: string, versionId: string): Promise<Dataset> {
  const version = await requireVersion(datasetId, versionId);
  if (version.status !== "ready") throw new AppError("dataset_not_ready", "Only a version that was read completely can be made the current one.");
  await database().dataset.update({ where: { id: datasetId }, data: { currentVersionId: versionId } });
  return getDataset(datasetId);
}

/** Deletes one version that is not the current one, with the segmentations made from it. */
export async function deleteVersion(user: CurrentUser, datasetId: string, versionId: string): Promise<void> {
  const { number, dataset } = await requireVersion(datasetId, versionId);
  const owned = await ownedByVersion(versionId);
  await database().$transaction(async (transaction) => {
    const { count } = await transaction.datasetVersion.deleteMany({ where: { id: versionId, currentOf: null, dataset: { currentVersionId: { not: null } } } });
    if (count === 0) throw new AppError("dataset_in_use", "The current version can't be deleted. Make another version the current one first, or delete the dataset.");
    await transaction.scoring.deleteMany({ where: { datasetVersionId: versionId } });
    await recordAudit(transaction, { userId: user.id, action: "dataset.version-deleted", subject: dataset.name, details: { id: datasetId, version: number } });
  });
  await removeOwnedFiles(owned);
}

/** Cancels whatever is being read of the dataset: at once when no worker has begun, else the job notices within half a second. */
export async function cancelIngest(datasetId: string): Promise<Dataset> {
  const waiting = await database().datasetVersion.findMany({ where: { datasetId, status: "ingesting", progressStage: waitingStage }, select: { id: true } });
  for (const { id } of waiting) {
    await failIngest(id, { code: "job_cancelled", message: "This was cancelled before it started." }, { progressStage: waitingStage });
  }
  const { count } = await database().datasetVersion.updateMany({
    where: { datasetId, status: "ingesting", cancelRequestedAt: null },
    data: { cancelRequestedAt: new Date() },
  });
  const dataset = await getDataset(datasetId);
  const cancelling = dataset.versions.some((version) => version.status === "ingesting");
  if (waiting.length === 0 && count === 0 && !cancelling) throw new AppError("conflict", "Nothing of this dataset is being read, so there is nothing to cancel.");
  return dataset;
}

async function requireVersion(datasetId: string, versionId: string) {
  const version = await database().datasetVersion.findUnique({ where: { id: versionId }, select: { datasetId: true, status: true, number: true, dataset: { select: { name: true } } } });
  if (version?.datasetId !== datasetId) throw new AppError("not_found", "This version of the dataset does not exist, or it was deleted.");
  return version;
}
