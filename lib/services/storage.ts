import { mkdir, rm, stat, statfs } from "node:fs/promises";
import path from "node:path";
import { env } from "../env";
import { AppError } from "../errors";

/** Folders under DATA_DIR: uploaded files as they came, Parquet rows of datasets, of runs and of what is made from them, and scratch. */
export const folders = {
  uploads: () => path.join(env().DATA_DIR, "uploads"),
  resumable: () => path.join(env().DATA_DIR, "uploads", "tus"),
  datasets: () => path.join(env().DATA_DIR, "datasets"),
  segmentations: () => path.join(env().DATA_DIR, "segmentations"),
  engagement: () => path.join(env().DATA_DIR, "engagement"),
  audiences: () => path.join(env().DATA_DIR, "audiences"),
  recommenders: () => path.join(env().DATA_DIR, "recommenders"),
  temporary: () => path.join(env().DATA_DIR, "tmp"),
} as const;

export async function makeFolders(): Promise<void> {
  for (const folder of Object.values(folders)) await mkdir(folder(), { recursive: true });
}

/** The `part`-th uploaded file that a dataset version is read from. */
export function sourcePath(versionId: string, part: number): string {
  return path.join(/* turbopackIgnore: true */ folders.uploads(), `${versionId}.${part}`);
}

/** The clean rows of a dataset version. */
export function rowsPath(versionId: string): string {
  return path.join(folders.datasets(), `${versionId}.parquet`);
}

/** The rejected rows of a dataset version. */
export function rejectsPath(versionId: string): string {
  return path.join(folders.datasets(), `${versionId}.rejects.parquet`);
}

/** What the engagement charts prepared from a dataset version. */
export function engagementFolder(versionId: string): string {
  return path.join(folders.engagement(), versionId);
}

/** The row assignments of a segmentation. */
export function assignmentsPath(segmentationId: string): string {
  return path.join(folders.segmentations(), `${segmentationId}.parquet`);
}

/** The row assignments of a hierarchical run's tree at another cut than the saved one. */
export function cutPath(segmentationId: string, k: number): string {
  return path.join(folders.segmentations(), `${segmentationId}.cut-${k}.parquet`);
}

/** The trained model of a recommender's version. */
export function modelPath(recommenderVersionId: string): string {
  return path.join(folders.recommenders(), `${recommenderVersionId}.bin`);
}

/** Deletes files; one that is not there is as good as deleted. */
export async function removeFiles(paths: string[]): Promise<void> {
  await Promise.all(paths.map((file) => rm(file, { force: true, recursive: true })));
}

export async function fileExists(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false);
}

/** Kept free for the database and the logs, so that a full disk stays repairable. */
const reserveBytes = 64 * 1024 ** 2;

/** @throws AppError `storage_full` when the disk under DATA_DIR has no room for that many bytes. */
export async function requireDiskSpace(neededBytes: number): Promise<void> {
  await mkdir(env().DATA_DIR, { recursive: true });
  const disk = await statfs(env().DATA_DIR);
  const freeBytes = disk.bavail * disk.bsize - reserveBytes;
  if (freeBytes >= neededBytes) return;
  throw new AppError(
    "storage_full",
    `The server's disk has ${formatBytes(Math.max(0, freeBytes))} left, and this needs about ${formatBytes(neededBytes)}. Delete datasets or versions that are no longer needed, or ask your administrator for a larger disk.`,
  );
}

export function formatBytes(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024))));
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
