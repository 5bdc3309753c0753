import { readdir } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { sourceFilesSchema } from "./dataset-sources";
import { engagementFolder, folders, modelPath, rejectsPath, removeFiles, rowsPath, sourcePath } from "./storage";

/** Rows that files go with. */
interface OwnedRows {
  versions?: { id: string; sources: unknown }[];
  /** Runs and scorings keep their row assignments in the same folder. */
  runs?: { id: string }[];
  audiences?: { id: string }[];
  /** Versions of recommenders. */
  models?: { id: string }[];
}

const id = { select: { id: true } } as const;

/** Everything with files that goes with a dataset. Ask before the rows are deleted. */
export async function ownedByDataset(datasetId: string): Promise<OwnedRows> {
  const within = { OR: [{ datasetId }, { segmentation: { datasetId } }] };
  const db = database();
  return {
    versions: await db.datasetVersion.findMany({ where: { datasetId }, select: { id: true, sources: true } }),
    runs: [...(await db.segmentation.findMany({ where: { datasetId }, ...id })), ...(await db.scoring.findMany({ where: within, ...id }))],
    audiences: await db.audience.findMany({ where: within, ...id }),
    models: await db.recommenderVersion.findMany({ where: { recommender: { datasetId } }, ...id }),
  };
}

/** The models of a recommender. */
export async function ownedByRecommender(recommenderId: string): Promise<OwnedRows> {
  return { models: await database().recommenderVersion.findMany({ where: { recommenderId }, ...id }) };
}

/** What goes with a version: itself, the runs on it, and what was made from these runs. */
export async function ownedByVersion(versionId: string): Promise<OwnedRows> {
  const segmentation = { datasetVersionId: versionId };
  const db = database();
  return {
    versions: await db.datasetVersion.findMany({ where: { id: versionId }, select: { id: true, sources: true } }),
    runs: [
      ...(await db.segmentation.findMany({ where: segmentation, ...id })),
      ...(await db.scoring.findMany({ where: { OR: [{ datasetVersionId: versionId }, { segmentation }] }, ...id })),
    ],
    audiences: await db.audience.findMany({ where: { segmentation }, ...id }),
  };
}

/** What goes with a run: its assignments, its scorings and its audiences. */
export async function ownedBySegmentation(segmentationId: string): Promise<OwnedRows> {
  const db = database();
  return {
    runs: [{ id: segmentationId }, ...(await db.scoring.findMany({ where: { segmentationId }, ...id }))],
    audiences: await db.audience.findMany({ where: { segmentationId }, ...id }),
  };
}

/** Removes the files of rows that are deleted by now: also those that a job has put there since they were asked for. */
export async function removeOwnedFiles({ versions = [], runs = [], audiences = [], models = [] }: OwnedRows): Promise<void> {
  const members = await readdir(folders.audiences()).catch(() => []);
  const ofRuns = await readdir(folders.segmentations()).catch(() => []);
  const runIds = new Set(runs.map((run) => run.id));
  const owners = new Set([...audiences, ...versions].map((owner) => owner.id));
  await removeFiles([
    ...versions.flatMap(versionFiles),
    ...models.map((model) => modelPath(model.id)),
    // Named RUN.WHAT.parquet: other cuts of its tree, its maps.
    ...ofRuns.filter((name) => runIds.has(name.slice(0, 36))).map((name) => path.join(folders.segmentations(), name)),
    // Named AUDIENCE.VERSION.parquet: they go with either.
    ...members.filter((name) => name.split(".").some((part) => owners.has(part))).map((name) => path.join(folders.audiences(), name)),
  ]);
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
