import { mkdir } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { AppError } from "../errors";
import type { CurrentUser } from "../schemas/user";
import { writeSample } from "../warehouse/write-sample";
import { measureUpload } from "./dataset-upload";
import { createDataset } from "./dataset-versions";
import { requireReadyVersion } from "./require-dataset";
import { folders, removeFiles, rowsPath } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

/**
 * Makes a dataset of some rows of another, for runs that all of them would be too much for; columns keep their types and
 * roles. It goes through the same ingest as every upload.
 * @throws AppError `bad_request` when the dataset has no more rows than that.
 */
export async function copySample(user: CurrentUser, datasetId: string, rows: number): Promise<{ id: string; status: "ingesting" }> {
  const version = await requireReadyVersion(datasetId);
  if (rows >= version.rowCount) throw new AppError("bad_request", `The dataset has ${version.rowCount.toLocaleString("en-US")} rows: a sample must have fewer.`, { invalidParams: [{ name: "rows", reason: "Not fewer than there are" }] });
  const { kind } = await database().dataset.findUniqueOrThrow({ where: { id: datasetId }, select: { kind: true } });
  await mkdir(folders.temporary(), { recursive: true });
  const file = path.join(folders.temporary(), `upload-${timeOrderedId()}`);
  try {
    await writeSample(rowsPath(version.id), file, rows);
    const name = `${version.datasetName.slice(0, 150)} (sample of ${rows.toLocaleString("en-US")} rows)`;
    const types = Object.fromEntries(version.columns.map((column) => [column.name, column.type]));
    const roles = Object.fromEntries(version.columns.map((column) => [column.name, column.role]));
    const { id, status } = await createDataset(user, { file: await measureUpload(file, "sample.parquet"), name, ...(kind && { kind }), readOptions: { types, roles } });
    return { id, status };
  } finally {
    await removeFiles([file]);
  }
}
