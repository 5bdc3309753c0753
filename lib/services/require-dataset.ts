import { database } from "../db/client";
import { AppError } from "../errors";
import type { ColumnProfile } from "../schemas/column";
import { parseColumns } from "./dataset-view";

export function datasetNotFound(): AppError {
  return new AppError("not_found", "This dataset does not exist, or it was deleted.");
}

/** A version whose rows can be read. */
export interface ReadyVersion {
  id: string;
  number: number;
  datasetId: string;
  datasetName: string;
  rowCount: number;
  rejectedCount: number;
  columns: ColumnProfile[];
}

/**
 * The dataset's current version, or the one that is asked for by id.
 *
 * @throws AppError `not_found`; `dataset_not_ready` when it is still being read or could not be.
 */
export async function requireReadyVersion(datasetId: string, versionId?: string): Promise<ReadyVersion> {
  const dataset = await database().dataset.findUnique({
    where: { id: datasetId },
    include: { currentVersion: versionId === undefined, versions: { where: { id: versionId }, orderBy: { number: "desc" }, take: 1 } },
  });
  if (!dataset) throw datasetNotFound();
  const version = versionId === undefined ? (dataset.currentVersion ?? dataset.versions[0]) : dataset.versions[0];
  if (!version) throw new AppError("not_found", "This version of the dataset does not exist, or it was deleted.");
  if (version.status === "ingesting") throw new AppError("dataset_not_ready", "The file is still being read. Wait until the dataset is ready.");
  if (version.status === "failed") throw new AppError("dataset_not_ready", `The file could not be read: ${version.errorMessage ?? "unknown reason"}`);
  return {
    id: version.id,
    number: version.number,
    datasetId: dataset.id,
    datasetName: dataset.name,
    rowCount: version.rowCount ?? 0,
    rejectedCount: version.rejectedCount ?? 0,
    columns: parseColumns(version.columns),
  };
}
