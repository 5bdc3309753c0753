import { mkdir } from "node:fs/promises";
import path from "node:path";
import { database } from "../db/client";
import { liveEventTypeSchema } from "../schemas/live-events";
import { joinRows, writeRowsFile } from "../warehouse/write-rows";
import { eventCells, liveColumns } from "./live-event-columns";
import type { ReadyVersion } from "./require-dataset";
import { engagementFolder, removeFiles, rowsPath } from "./storage";

/** A version's rows together with what test users did: a file that is written when it is needed. */
export interface RowsWithTests {
  folder: string;
  parquetPath: string;
  write: () => Promise<void>;
}

const mostEvents = 50_000;

/** Undefined when no test user has done anything. Users and items are texts in it: a made-up user may have any name. */
export async function rowsWithTests(version: ReadyVersion): Promise<RowsWithTests | undefined> {
  const where = { datasetId: version.datasetId, testUser: true };
  const newest = await database().liveEvent.findFirst({ where, orderBy: { id: "desc" }, select: { id: true } });
  if (!newest) return undefined;
  const folder = path.join(engagementFolder(version.id), "with-tests");
  const parquetPath = path.join(folder, `rows-${newest.id}.parquet`);
  return { folder, parquetPath, write: () => writeRows(version, folder, parquetPath) };
}

async function writeRows(version: ReadyVersion, folder: string, parquetPath: string): Promise<void> {
  const columns = version.columns.map((column) => (column.role === "user" || column.role === "item" ? { ...column, type: "text" as const } : column));
  const live = liveColumns({ ...version, columns });
  const events = await database().liveEvent.findMany({ where: { datasetId: version.datasetId, testUser: true }, orderBy: { id: "asc" }, take: mostEvents });
  const added = `${parquetPath}.tests`;
  try {
    await mkdir(folder, { recursive: true });
    await writeRowsFile(added, columns, events.map((event) => eventCells(columns, live, { ...event, type: liveEventTypeSchema.parse(event.type) })));
    await joinRows(parquetPath, rowsPath(version.id), added, { columns: columns.map(({ name }) => name), asText: [live.user.name, live.item.name], firstRowId: version.rowCount + version.rejectedCount });
  } finally {
    await removeFiles([added]);
  }
}
