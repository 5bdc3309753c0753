import { database } from "../db/client";
import { recordAudit } from "../db/record-audit";
import { AppError } from "../errors";
import type { Dataset, DatasetPatch } from "../schemas/dataset";
import type { DatasetDependents } from "../schemas/dataset-version";
import type { CurrentUser } from "../schemas/user";
import { changeColumns } from "./dataset-columns";
import { requireLinkTarget } from "./dataset-links";
import { getDataset } from "./datasets";
import { ownedByDataset, removeOwnedFiles } from "./owned-files";
import { datasetNotFound } from "./require-dataset";

/**
 * Changes what the user calls and makes of a dataset; where a part of it is refused, nothing is changed. A changed column
 * type reads the file again as a new version.
 * @throws AppError in words for a column, link or recipe that is not there, or when a file of the dataset is being read.
 */
export async function patchDataset(user: CurrentUser, id: string, patch: DatasetPatch): Promise<Dataset> {
  const dataset = await database().dataset.findUnique({ where: { id }, select: { featureRecipe: { select: { datasetId: true } } } });
  if (!dataset) throw datasetNotFound();
  const follows = patch.followsEvents;
  if (follows !== undefined && !dataset.featureRecipe) throw nothingToFollow();
  const { items, profiles } = patch.links ?? {};
  if (items) await requireLinkTarget(id, items, "items");
  if (profiles) await requireLinkTarget(id, profiles, "profiles");
  if (patch.columns && patch.columns.length > 0) await changeColumns(user, id, patch.columns);
  await database().dataset.update({
    where: { id },
    data: {
      name: patch.name, kind: patch.kind, ...(patch.kind ? { kindChosen: true } : {}), itemsDatasetId: items, profilesDatasetId: profiles,
      ...(follows !== undefined && { featureRecipe: { update: { follows } } }),
    },
  });
  return getDataset(id);
}

function nothingToFollow(): AppError {
  return new AppError("bad_request", "This dataset was not made from events, so there is nothing for it to follow.", { invalidParams: [{ name: "followsEvents", reason: "Not made from events" }] });
}

/** What goes with the dataset, for the confirmation. */
export async function datasetDependents(id: string): Promise<DatasetDependents> {
  const dataset = await database().dataset.findUnique({
    where: { id },
    select: {
      _count: { select: { versions: true, segmentations: true, scorings: true, audiences: true, dashboards: true, recommenders: true } },
      versions: { select: { sourceBytes: true, storedBytes: true } },
    },
  });
  if (!dataset) throw datasetNotFound();
  const bytes = dataset.versions.reduce((sum, version) => sum + Number(version.sourceBytes) + Number(version.storedBytes ?? 0), 0);
  return { ...dataset._count, bytes };
}

/** Deletes the dataset with everything made from it. A job that runs on it notices and stops. */
export async function deleteDataset(user: CurrentUser, id: string): Promise<void> {
  const owned = await ownedByDataset(id);
  await database().$transaction(async (transaction) => {
    const dataset = await transaction.dataset.findUnique({ where: { id }, select: { name: true } });
    if (!dataset) throw datasetNotFound();
    await transaction.dataset.delete({ where: { id } });
    await recordAudit(transaction, { userId: user.id, action: "dataset.deleted", subject: dataset.name, details: { id } });
  });
  await removeOwnedFiles(owned);
}
