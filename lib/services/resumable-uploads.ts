import { database } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { resumableUploadSchema } from "../schemas/dataset-version";
import type { CurrentUser } from "../schemas/user";
import { requireTimezone } from "../warehouse/require-timezone";
import { sourceFilesSchema } from "./dataset-sources";
import { measureUpload, requireUploadSize } from "./dataset-upload";
import { addVersion, createDataset } from "./dataset-versions";
import { datasetNotFound } from "./require-dataset";
import { folders, removeFiles } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

const datasetHeader = "Tessera-Dataset-Id";

/**
 * What a resumable upload becomes. Its id is the id of what it makes — a dataset, or with `datasetId` a version of that
 * one — so that a client that lost the last answer knows it all the same, and nothing is made twice.
 */
export const resumableUploads = {
  directory: folders.resumable,
  maximumBytes: () => env().MAX_UPLOAD_BYTES,
  newId: timeOrderedId,
  begin,
  finish,
  taken,
};

async function begin(_user: CurrentUser, metadata: Record<string, string>, bytes: number | undefined): Promise<void> {
  const { datasetId, options } = resumableUploadSchema.parse(metadata);
  if (options) requireTimezone(options);
  await requireUploadSize(bytes ?? 0);
  if (datasetId && !(await database().dataset.findUnique({ where: { id: datasetId }, select: { id: true } }))) throw datasetNotFound();
}

async function finish(
  user: CurrentUser,
  upload: { id: string; path: string; metadata: Record<string, string> },
): Promise<Record<string, string>> {
  const before = await taken(upload.id);
  if (before) return before.headers;
  const { filename, name, kind, options, datasetId, mode, repeat } = resumableUploadSchema.parse(upload.metadata);
  try {
    const file = await measureUpload(upload.path, filename);
    if (datasetId) await addVersion(user, datasetId, { id: upload.id, file, mode, repeat, readOptions: options });
    else await createDataset(user, { id: upload.id, file, name, kind, readOptions: options });
  } catch (error) {
    // What is refused now will be refused again; after a failure of ours the bytes stay, and the client asks once more.
    if (error instanceof AppError && error.status < 500) await removeFiles([upload.path]);
    throw error;
  }
  await removeFiles([upload.path]);
  return { [datasetHeader]: datasetId ?? upload.id };
}

async function taken(id: string): Promise<{ bytes: number; headers: Record<string, string> } | undefined> {
  const version = await database().datasetVersion.findFirst({
    where: { OR: [{ id }, { datasetId: id, number: 1 }] },
    select: { datasetId: true, sources: true },
  });
  if (!version) return undefined;
  return { bytes: sourceFilesSchema.parse(version.sources).at(-1)?.bytes ?? 0, headers: { [datasetHeader]: version.datasetId } };
}
