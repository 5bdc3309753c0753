import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import type { AudienceFilter } from "../schemas/audience";
import { memberRows } from "../sql/audience/member-rows";
import { writeAssignments } from "../warehouse/write-assignments";
import { rowsInArea } from "./map-area";
import { assignmentsPath, fileExists, folders, removeFiles, rowsPath } from "./storage";

/** Rows of an audience are kept like those of a run: as segment 0. */
export const memberSegment = 0;

/** The rows of an audience in one version of its dataset; written when it is first asked for. */
export async function membersFile(audienceId: string, versionId: string, filter: AudienceFilter): Promise<string> {
  const file = path.join(folders.audiences(), `${audienceId}.${versionId}.parquet`);
  if (!(await fileExists(file))) await writeMembers(file, await audienceRows(versionId, filter));
  return file;
}

/** Row ids that meet an audience's filter in one version. */
export async function audienceRows(versionId: string, filter: AudienceFilter): Promise<Float64Array> {
  const run = filter.segmentationId && filter.segments ? { assignmentsPath: assignmentsPath(filter.segmentationId), segments: filter.segments } : undefined;
  const found = await memberRows({ rowsPath: rowsPath(versionId), conditions: filter.conditions, run, picked: filter.picked && { column: filter.picked.column, keys: filter.keys ?? [] } });
  if (!filter.area || !filter.segmentationId) return found;
  const inside = new Set(await rowsInArea(filter.segmentationId, filter.area));
  return found.filter((rowId) => inside.has(rowId));
}

async function writeMembers(file: string, rowIds: Float64Array): Promise<void> {
  await mkdir(folders.audiences(), { recursive: true });
  await writeAssignments(file, { rowIds, segments: new Int32Array(rowIds.length).fill(memberSegment) });
}

export async function removeMembers(audienceId: string): Promise<void> {
  const names = await readdir(folders.audiences()).catch(() => []);
  await removeFiles(names.filter((name) => name.startsWith(`${audienceId}.`)).map((name) => path.join(folders.audiences(), name)));
}
