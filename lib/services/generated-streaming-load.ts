import { Readable } from "node:stream";
import { database } from "../db/client";
import type { ExampleLoaded } from "../schemas/example";
import type { DatasetKind } from "../schemas/dataset";
import type { CurrentUser } from "../schemas/user";
import { spoolUpload } from "./dataset-upload";
import { createDataset } from "./dataset-versions";
import { generatedStreaming } from "./generated-streaming";
import { removeFiles } from "./storage";

/** Everybody's streaming service is the same one. */
const streamingSeed = 2026;

/** Loads the sample's three files through the same ingest as every upload, and links them. */
export async function loadStreamingService(user: CurrentUser, title: string): Promise<ExampleLoaded> {
  const service = generatedStreaming(streamingSeed);
  const items = await load(user, service.items, `${title}: shows`, "items");
  const profiles = await load(user, service.profiles, `${title}: viewers`, "profiles");
  const events = await load(user, service.events, title, "events");
  await database().dataset.update({ where: { id: events.id }, data: { itemsDatasetId: items.id, profilesDatasetId: profiles.id } });
  return { datasetId: events.id, status: events.status, linked: [{ kind: "items", datasetId: items.id }, { kind: "profiles", datasetId: profiles.id }] };
}

async function load(user: CurrentUser, text: string, name: string, kind: DatasetKind) {
  const file = await spoolUpload(Readable.from([Buffer.from(text)]), `streaming-${kind}.csv`);
  try {
    return await createDataset(user, { file, name, kind });
  } finally {
    await removeFiles([file.path]);
  }
}
