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

/** Makes a dataset of a received file. */
export function receiveDataset(user: CurrentUser, received: Received, query: z.output<typeof uploadQuerySchema>) {
  return withFile(received, () => {
    const form = parseFields(uploadQuerySchema, received.fields, ["name", "kind", "options"]);
    return createDataset(user, { file: received.file, name: query.name ?? form.name, kind: query.kind ?? form.kind, readOptions: query.options ?? form.options });
  });
}

/** Makes a received file a new version of a dataset. */
export function receiveVersion(
  user: CurrentUser,
  datasetId: string,
  received: Received,
  query: z.output<typeof versionUploadQuerySchema>,
): Promise<VersionCreated> {
  return withFile(received, () => {
    const form = parseFields(versionUploadQuerySchema.pick({ options: true }), received.fields, ["options"]);
    return addVersion(user, datasetId, { file: received.file, mode: query.mode, repeat: query.repeat, readOptions: query.options ?? form.options });
  });
}

/** The temporary file goes, whatever comes of it. */
async function withFile<Result>({ file }: Received, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    await removeFiles([file.path]);
  }
}

function parseFields<Schema extends z.ZodType>(schema: Schema, fields: Record<string, string>, names: string[]): z.output<Schema> {
  return schema.parse(Object.fromEntries(names.filter((name) => fields[name]).map((name) => [name, fields[name]])));
}
