import { Readable } from "node:stream";
import { spoolUpload } from "@/lib/services/dataset-upload";
import { addVersion, createDataset } from "@/lib/services/dataset-versions";
import type { ReadOptions } from "@/lib/schemas/dataset";
import type { VersionMode } from "@/lib/schemas/dataset-version";
import type { CurrentUser } from "@/lib/schemas/user";
import { removeFiles } from "@/lib/services/storage";
import { runWaitingJobs } from "./run-waiting-jobs";

interface TextUpload {
  name?: string;
  fileName?: string;
  readOptions?: ReadOptions;
}

/** Uploads a text as a new dataset, without reading it. */
export async function uploadText(user: CurrentUser, text: string, { name, fileName = "data.csv", readOptions }: TextUpload = {}) {
  const file = await spoolUpload(Readable.from([Buffer.from(text)]), fileName);
  try {
    return await createDataset(user, { file, name, readOptions });
  } finally {
    await removeFiles([file.path]);
  }
}

/** Uploads a text as a new dataset and has it read. */
export async function readyDataset(user: CurrentUser, text: string, upload: TextUpload = {}): Promise<string> {
  const { id } = await uploadText(user, text, upload);
  await runWaitingJobs();
  return id;
}

/** Uploads a text as a new version, without reading it. */
export async function uploadVersion(user: CurrentUser, datasetId: string, mode: VersionMode, text: string, repeat = false) {
  const file = await spoolUpload(Readable.from([Buffer.from(text)]), "more.csv");
  try {
    return await addVersion(user, datasetId, { mode, file, repeat });
  } finally {
    await removeFiles([file.path]);
  }
}
