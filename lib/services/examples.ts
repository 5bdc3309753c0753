import { createReadStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { Example, ExampleLoaded, ExampleName } from "../schemas/example";
import { segmentationRequestSchema } from "../schemas/segmentation";
import type { CurrentUser } from "../schemas/user";
import { spoolUpload } from "./dataset-upload";
import { createDataset } from "./dataset-versions";
import { exampleCatalogue, findExample, type CataloguedExample } from "./example-catalogue";
import { generatedCustomers } from "./generated-customers";
import { loadStreamingService } from "./generated-streaming-load";
import { removeFiles } from "./storage";

/** Everybody's thousand customers are the same ones, so that what a guide says about them holds. */
const customersSeed = 2026;

export function listExamples(): Example[] {
  return exampleCatalogue.map(({ file: _, suggested: __, ...example }) => example);
}

/** Loads an example through the same ingest as every upload; answers a fitting request, to start when it is ready. */
export async function loadExample(user: CurrentUser, name: ExampleName): Promise<ExampleLoaded> {
  if (name === "streaming-service") return loadStreamingService(user, findExample(name).title);
  const example = findExample(name);
  const file = await spoolUpload(exampleStream(example), example.file ?? `${name}.csv`);
  try {
    const { id, status } = await createDataset(user, { file, name: example.title, kind: "profiles" });
    if (!example.suggested) return { datasetId: id, status };
    const { scaling, ...suggested } = example.suggested;
    return { datasetId: id, status, segmentation: segmentationRequestSchema.parse({ ...suggested, datasetId: id, preparation: { scaling } }) };
  } finally {
    await removeFiles([file.path]);
  }
}

function exampleStream({ file }: CataloguedExample): AsyncIterable<Uint8Array> {
  if (file) return createReadStream(path.join(process.cwd(), "public", "examples", file));
  return Readable.from([Buffer.from(generatedCustomers(customersSeed))]);
}
