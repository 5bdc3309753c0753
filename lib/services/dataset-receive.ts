import type { z } from "zod";
import { uploadQuerySchema, versionUploadQuerySchema, type VersionCreated } from "../schemas/dataset-version";
import type { CurrentUser } from "../schemas/user";
import type { UploadedFile } from "./dataset-sources";
import { addVersion, createDataset } from "./dataset-versions";
import { removeFiles } from "./storage";

/** A file that came in over HTTP, with what else its form said. The query counts more than the form. */
interface Received {
  file: UploadedFile;
  fields: Record<string, string>;
}

/** Makes a dataset of a received file. The file is gone when this fails. */
export async function receiveDataset(user: CurrentUser, received: Received, query: z.output<typeof uploadQuerySchema>) {
  const form = await readFields(uploadQuerySchema, received, ["name", "options"]);
  return createDataset(user, { file: received.file, name: query.name ?? form.name, readOptions: query.options ?? form.options });
}

/** Makes a received file a new version of a dataset. The file is gone when this fails. */
export async function receiveVersion(
  user: CurrentUser,
  datasetId: string,
  received: Received,
  query: z.output<typeof versionUploadQuerySchema>,
): Promise<VersionCreated> {
  const form = await readFields(versionUploadQuerySchema.pick({ options: true }), received, ["options"]);
  return addVersion(user, datasetId, { file: received.file, mode: query.mode, repeat: query.repeat, readOptions: query.options ?? form.options });
}

async function readFields<Schema extends z.ZodType>(schema: Schema, { file, fields }: Received, names: string[]): Promise<z.output<Schema>> {
  try {
    return schema.parse(Object.fromEntries(names.filter((name) => fields[name]).map((name) => [name, fields[name]])));
  } catch (error) {
    await removeFiles([file.path]);
    throw error;
  }
}
