import { copyFile, mkdir, readdir, rename, stat } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import type { Fingerprint } from "../schemas/reproduction";
import type { SegmentationDetails } from "../schemas/segmentation";
import { segmentationDetailsSchema } from "../schemas/segmentation";
import { applyPreparation } from "../segmentation/apply-preparation";
import { mostSegments } from "../segmentation/cut-nodes";
import { recut, type Recut } from "../segmentation/recut";
import type { SegmentationModel } from "../segmentation/result";
import { readColumns } from "../warehouse/read-columns";
import { fingerprintOf } from "./fingerprint";
import { requireReadyVersion } from "./require-dataset";
import { columnsToProfile } from "./segmentation-columns";
import { writeRowResults } from "./segmentation-rows-file";
import { segmentationNotFound } from "./segmentations";
import { assignmentsPath, cutPath, fileExists, folders, removeFiles, rowsPath } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

/** Looking at a cut needs no silhouette of every row of a large run; a saved cut gets them all. */
const lookedAtSilhouettes = 4_000;
/** So many other cuts of a run are kept as files. */
const keptCuts = 6;

export interface CutRun {
  id: string;
  datasetId: string;
  datasetVersionId: string;
  features: string[];
  seed: number;
  /** The number of segments that the run is saved with. */
  savedK: number;
  model: SegmentationModel;
  details: SegmentationDetails;
  nodes: NonNullable<SegmentationDetails["mergeTree"]>;
}

/** @throws AppError in words when the run has no tree, has none that can be cut anew, or not into k. */
export async function requireCuttable(id: string, k: number): Promise<CutRun> {
  const run = await database().segmentation.findUnique({ where: { id } });
  if (!run) throw segmentationNotFound();
  if (run.status !== "succeeded") throw new AppError("segmentation_not_finished", `This segmentation has no result: it is ${run.status}.`);
  const details = segmentationDetailsSchema.parse(run.details);
  const nodes = details.mergeTree;
  if (!nodes || run.model === null) throw new AppError("bad_request", "Only a hierarchical segmentation has a tree that can be cut.");
  if (nodes.every((node) => node.firstRow === undefined)) throw new AppError("conflict", "This run was made before trees were kept with their rows. Run it again to cut its tree.");
  const most = mostSegments(nodes);
  if (k > most) throw new AppError("bad_request", `The stored tree can be cut into 1 to ${most} segments. Start a new run for more.`, { invalidParams: [{ name: "k", reason: `At most ${most}` }] });
  const model = run.model as unknown as SegmentationModel;
  return { id, datasetId: run.datasetId, datasetVersionId: run.datasetVersionId, features: run.features as string[], seed: run.seed, savedK: Number(model.parameters.k), model, details, nodes };
}

/** The segments of a run at another cut, and a file with every row's. */
export async function computeCut(run: CutRun, k: number, file: string, exact: boolean): Promise<Recut & { fingerprint: Fingerprint }> {
  const version = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const table = await readColumns(rowsPath(version.id), columnsToProfile(version.columns, run.features));
  const { matrix, keptRows } = await applyPreparation(table.columns, run.model.preparation);
  const stored = await readColumns(assignmentsPath(run.id), ["leaf", "pc1", "pc2"]);
  const [leaf = new Float64Array(0), ...components] = stored.columns.map((column) => (column.kind === "numeric" ? column.values : new Float64Array(0)));
  const result = await recut(
    {
      table, matrix, keptRows, nodes: run.nodes, k, seed: run.seed, features: run.features,
      leafOfRow: Int32Array.from(leaf),
      components: components.map((values) => Float32Array.from(values)),
      ...(!exact && { silhouetteRows: lookedAtSilhouettes }),
    },
    { memoryLimitBytes: env().MEMORY_LIMIT_MB * 1024 ** 2 },
  );
  await mkdir(folders.segmentations(), { recursive: true });
  const partial = `${file}.${timeOrderedId()}`;
  await writeRowResults(partial, table.rowIds, { rows: result.rows, model: { algorithm: "hierarchical" } });
  await rename(partial, file);
  return { ...result, fingerprint: fingerprintOf(table, run.features, { rows: result.rows, model: { ...run.model, centroids: result.centroids } }) };
}

/** The rows of a run: of its saved cut, or of another one of its tree. */
export async function assignmentsOf(id: string, cut: number | undefined): Promise<string> {
  if (cut === undefined) return assignmentsPath(id);
  const run = await requireCuttable(id, cut);
  if (cut === run.savedK) return assignmentsPath(id);
  const file = cutPath(id, cut);
  if (!(await fileExists(file))) await computeCut(run, cut, file, false);
  return file;
}

/** Keeps the newest few of a run's other cuts; they are computed anew when they are asked for. */
export async function thinOutCuts(id: string): Promise<void> {
  const files = await Promise.all((await cutFiles(id)).map(async (file) => ({ file, mtimeMs: (await stat(file).catch(() => undefined))?.mtimeMs ?? 0 })));
  await removeFiles(files.sort((a, b) => b.mtimeMs - a.mtimeMs).slice(keptCuts).map(({ file }) => file));
}

/** Makes a computed cut the run's own. */
export async function adoptCut(id: string, file: string): Promise<void> {
  const copy = `${assignmentsPath(id)}.${timeOrderedId()}`;
  await copyFile(file, copy);
  await rename(copy, assignmentsPath(id));
}

export async function removeCuts(id: string): Promise<void> {
  await removeFiles(await cutFiles(id));
}

async function cutFiles(id: string): Promise<string[]> {
  const names = await readdir(folders.segmentations());
  return names.filter((name) => name.startsWith(`${id}.cut-`)).map((name) => path.join(folders.segmentations(), name));
}
