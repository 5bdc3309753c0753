import { mkdir } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { AppError } from "../errors";
import type { EventFeaturesRequest } from "../schemas/event-features";
import type { CurrentUser } from "../schemas/user";
import { writeEventFeatures } from "../warehouse/event-features";
import { measureUpload } from "./dataset-upload";
import { createDataset } from "./dataset-versions";
import { hasColumns, prepareEvents, zoneTime } from "./engagement-index";
import { folders, removeFiles } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

/**
 * Turns a dataset of events into a dataset of profiles, one row per user, and links the two. It goes through the same
 * ingest as every upload, so that it is profiled and versioned alike.
 * @throws AppError in words when the columns don't make events, or none of them names a user.
 */
export async function createFeatureDataset(user: CurrentUser, datasetId: string, request: EventFeaturesRequest): Promise<{ id: string; status: "ingesting" }> {
  const prepared = await prepareEvents(datasetId);
  if (!prepared.columns.user) throw new AppError("conflict", "No column of this dataset names its users. Give the role “user” to the column that does.");
  const { offsets } = await zoneTime(prepared, request.timezone);
  await mkdir(folders.temporary(), { recursive: true });
  const file = path.join(folders.temporary(), `upload-${timeOrderedId()}`);
  try {
    await writeEventFeatures(prepared.index, { offsets, sessionGapMinutes: request.sessionGapMinutes, has: { ...hasColumns(prepared), amount: prepared.columns.amount !== undefined } }, file);
    const name = `${prepared.version.datasetName}: users`.slice(0, 200);
    const created = await createDataset(user, { file: await measureUpload(file, "users.parquet"), name, kind: "profiles", readOptions: { roles: { user: "user" } } });
    await database().dataset.update({ where: { id: datasetId }, data: { profilesDatasetId: created.id } });
    return { id: created.id, status: "ingesting" };
  } finally {
    await removeFiles([file]);
  }
}
