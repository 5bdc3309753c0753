import { readdir } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { sourceFilesSchema } from "./dataset-sources";
import { engagementFolder, folders, modelPath, rejectsPath, rowsPath, sourcePath } from "./storage";

interface OwnedRows {
  versions: { id: string; sources: unknown }[];
  /** Runs and scorings keep their row assignments in the same folder. */
  runs: { id: string }[];
  audiences: { id: string }[];
}

const id = { select: { id: true } } as const;

/** Every file that goes with a dataset. Ask before the rows are deleted. */
export async function filesOfDataset(datasetId: string): Promise<string[]> {
  const within = { OR: [{ datasetId }, { segmentation: { datasetId } }] };
  const db = database();
  const files = await filesOf({
    versions: await db.datasetVersion.findMany({ where: { datasetId }, select: { id: true, sources: true } }),
    runs: [...(await db.segmentation.findMany({ where: { datasetId }, ...id })), ...(await db.scoring.findMany({ where: within, ...id }))],
    audiences: await db.audience.findMany({ where: within, ...id }),
  });
  const models = await db.recommenderVersion.findMany({ where: { recommender: { datasetId } }, ...id });
  return [...files, ...models.map((model) => modelPath(model.id))];
}

/** The models of a recommender. */
export async function filesOfRecommender(recommenderId: string): Promise<string[]> {
  const models = await database().recommenderVersion.findMany({ where: { recommenderId }, ...id });
  return models.map((model) => modelPath(model.id));
}

/** Every file that goes with a version: its own, those of the runs on it, and those of what was made from these runs. */
export async function filesOfVersion(versionId: string): Promise<string[]> {
  const segmentation = { datasetVersionId: versionId };
  const db = database();
  return filesOf({
    versions: await db.datasetVersion.findMany({ where: { id: versionId }, select: { id: true, sources: true } }),
    runs: [
      ...(await db.segmentation.findMany({ where: segmentation, ...id })),
      ...(await db.scoring.findMany({ where: { OR: [{ datasetVersionId: versionId }, { segmentation }] }, ...id })),
    ],
    audiences: await db.audience.findMany({ where: { segmentation }, ...id }),
  });
}

/** Every file that goes with a run: its assignments, its scorings and its audiences. */
export async function filesOfSegmentation(segmentationId: string): Promise<string[]> {
  const db = database();
  return filesOf({
    versions: [],
    runs: [{ id: segmentationId }, ...(await db.scoring.findMany({ where: { segmentationId }, ...id }))],
    audiences: await db.audience.findMany({ where: { segmentationId }, ...id }),
  });
}

async function filesOf({ versions, runs, audiences }: OwnedRows): Promise<string[]> {
  const members = await readdir(folders.audiences()).catch(() => []);
  const ofRuns = await readdir(folders.segmentations()).catch(() => []);
  const runIds = new Set(runs.map((run) => run.id));
  const owners = new Set([...audiences, ...versions].map((owner) => owner.id));
  return [
    ...versions.flatMap(versionFiles),
    // Named RUN.WHAT.parquet: other cuts of its tree, its maps.
    ...ofRuns.filter((name) => runIds.has(name.slice(0, 36))).map((name) => path.join(folders.segmentations(), name)),
    // Named AUDIENCE.VERSION.parquet: they go with either.
    ...members.filter((name) => name.split(".").some((part) => owners.has(part))).map((name) => path.join(folders.audiences(), name)),
  ];
}

function versionFiles(version: { id: string; sources: unknown }): string[] {
  const parts = sourceFilesSchema.parse(version.sources).length;
  return [
    rowsPath(version.id),
    rejectsPath(version.id),
    engagementFolder(version.id),
    ...Array.from({ length: parts }, (_, part) => sourcePath(version.id, part)),
  ];
}
