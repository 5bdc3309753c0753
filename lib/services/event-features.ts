import { mkdir } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { AppError } from "../errors";
import type { EventFeaturesRequest } from "../schemas/event-features";
import type { CurrentUser } from "../schemas/user";
import { writeEventFeatures, type PurchaseColumns } from "../warehouse/event-features";
import { measureUpload } from "./dataset-upload";
import { createDataset } from "./dataset-versions";
import { hasColumns, prepareEvents, zoneTime, type PreparedEvents } from "./engagement-index";
import { folders, removeFiles, rowsPath } from "./storage";
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
    const purchases = purchaseColumns(prepared, request.purchases);
    const has = { ...hasColumns(prepared), amount: (purchases?.amount ?? prepared.columns.amount) !== undefined };
    await writeEventFeatures(prepared.index, { offsets, sessionGapMinutes: request.sessionGapMinutes, has, purchases }, file);
    const name = `${prepared.version.datasetName}: users`.slice(0, 200);
    const created = await createDataset(user, { file: await measureUpload(file, "users.parquet"), name, kind: "profiles", readOptions: { roles: { user: "user" } } });
    await database().dataset.update({ where: { id: datasetId }, data: { profilesDatasetId: created.id } });
    return { id: created.id, status: "ingesting" };
  } finally {
    await removeFiles([file]);
  }
}

/** @throws AppError `bad_request` for a column that isn't there, or is to be reckoned with and holds no numbers. */
function purchaseColumns({ version, columns }: PreparedEvents, purchases: EventFeaturesRequest["purchases"]): PurchaseColumns | undefined {
  if (!purchases) return undefined;
  const require = (name: string | undefined, field: string, isNumber: boolean): string | undefined => {
    if (name === undefined) return undefined;
    const column = version.columns.find((each) => each.name === name);
    const reason = !column ? `There is no column “${name}” in these events.` : isNumber && column.type !== "integer" && column.type !== "decimal" ? `“${name}” holds no numbers.` : undefined;
    if (reason) throw new AppError("bad_request", reason, { invalidParams: [{ name: `purchases.${field}`, reason }] });
    return name;
  };
  const amount = require(purchases.amountColumn, "amountColumn", true);
  const quantity = require(purchases.quantityColumn, "quantityColumn", true);
  if (quantity && !amount && !columns.amount) throw new AppError("bad_request", "A quantity multiplies an amount, and no column of these events is one. Name the amount's column as well.");
  return { rowsPath: rowsPath(version.id), amount, quantity, basket: require(purchases.basketColumn, "basketColumn", false), positiveOnly: purchases.positiveOnly };
}
