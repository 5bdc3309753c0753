import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { folders, removeFiles } from "./storage";
import { livingWorkers } from "./worker-heartbeat";

/** A file younger than that may belong to a row that is just being written. */
const settledAfterMs = 10 * 60_000;

/** An unfinished resumable upload can be taken up again for that long. */
const resumableForMs = 24 * 3_600_000;

/** Half a file or index that nobody has written to for that long will not become a whole one. */
const abandonedAfterMs = 3_600_000;

export function workerFolder(workerId: string): string {
  return path.join(folders.temporary(), `worker-${workerId}`);
}

/**
 * Deletes what crashes left behind: folders of dead workers, broken-off uploads, half-written files, and files without a row.
 * Answers the deleted paths.
 */
export async function cleanStorage(ownWorkerId?: string, nowMs = Date.now()): Promise<string[]> {
  const leftovers = [
    ...(await deadWorkerFolders(ownWorkerId)),
    ...(await settled(folders.temporary(), nowMs, (name) => name.startsWith("upload-"))),
    ...(await settled(folders.resumable(), nowMs, () => true, resumableForMs)),
    ...(await withoutRow(folders.uploads(), nowMs, knownVersions)),
    ...(await withoutRow(folders.datasets(), nowMs, knownVersions)),
    ...(await withoutRow(folders.segmentations(), nowMs, knownRuns)),
    ...(await withoutRow(folders.engagement(), nowMs, knownVersions)),
    ...(await withoutRow(folders.audiences(), nowMs, knownAudiences)),
    ...(await withoutRow(folders.recommenders(), nowMs, knownModels)),
    ...(await abandoned(nowMs)),
  ];
  await removeFiles(leftovers);
  return leftovers;
}

async function deadWorkerFolders(ownWorkerId: string | undefined): Promise<string[]> {
  const living = new Set([...(await livingWorkers()), ...(ownWorkerId ? [ownWorkerId] : [])].map((id) => path.basename(workerFolder(id))));
  const names = await list(folders.temporary());
  return names.filter((name) => name.startsWith("worker-") && !living.has(name)).map((name) => path.join(folders.temporary(), name));
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function settled(folder: string, nowMs: number, wanted: (name: string) => boolean, afterMs = settledAfterMs): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await list(folder)).filter(wanted)) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => undefined);
    if (info && nowMs - info.mtimeMs > afterMs && nowMs - info.ctimeMs > afterMs) found.push(file);
  }
  return found;
}

/** Half-written files and indexes of rows that are still there: whoever wrote them died, and the next one began anew. */
async function abandoned(nowMs: number): Promise<string[]> {
  const indexes = (await list(folders.engagement())).map((versionId) => path.join(folders.engagement(), versionId));
  const places = [folders.datasets(), folders.segmentations(), folders.audiences(), folders.recommenders(), ...indexes];
  const found = await Promise.all(places.map((place) => settled(place, nowMs, (name) => name.endsWith(".partial"), abandonedAfterMs)));
  return found.flat();
}

/** Settled files or folders named `ID` or `ID.something` whose id `known` does not return. */
async function withoutRow(folder: string, nowMs: number, known: (ids: string[]) => Promise<string[]>): Promise<string[]> {
  const idOf = (file: string) => path.basename(file).slice(0, 36);
  const files = await settled(folder, nowMs, (name) => /^[0-9a-f-]{36}(\.|$)/u.test(name));
  if (files.length === 0) return [];
  const kept = new Set(await known([...new Set(files.map(idOf))]));
  return files.filter((file) => !kept.has(idOf(file)));
}

async function knownVersions(ids: string[]): Promise<string[]> {
  const versions = await database().datasetVersion.findMany({ where: { id: { in: ids } }, select: { id: true } });
  return versions.map(({ id }) => id);
}

/** Runs and scorings keep their row assignments in the same folder. */
async function knownRuns(ids: string[]): Promise<string[]> {
  const runs = await database().segmentation.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const scorings = await database().scoring.findMany({ where: { id: { in: ids } }, select: { id: true } });
  return [...runs, ...scorings].map(({ id }) => id);
}

async function knownAudiences(ids: string[]): Promise<string[]> {
  const audiences = await database().audience.findMany({ where: { id: { in: ids } }, select: { id: true } });
  return audiences.map(({ id }) => id);
}

async function knownModels(ids: string[]): Promise<string[]> {
  const versions = await database().recommenderVersion.findMany({ where: { id: { in: ids } }, select: { id: true } });
  return versions.map(({ id }) => id);
}
