import { mkdir } from "node:fs/promises";
import path from "node:path";
import { database, type Database } from "../db/client";
import type { DatasetVersion, LiveEvent } from "../db/generated/client";
import { enqueue, jobQueues } from "../jobs/enqueue";
import type { ColumnProfile } from "../schemas/column";
import { readOptionsSchema } from "../schemas/dataset";
import { liveEventTypeSchema } from "../schemas/live-events";
import { appendVersion, type AppendResult } from "../warehouse/append-versions";
import { joinTails, writeRowsFile } from "../warehouse/write-rows";
import { keepSource, removeSources, shareSources, sourceFilesSchema, type SourceFile } from "./dataset-sources";
import { measureUpload } from "./dataset-upload";
import { parseColumns } from "./dataset-view";
import { eventCells, liveColumns } from "./live-event-columns";
import { canBeRemade, recordsOf, type BaseRows } from "./live-versions";
import { rejectsPath, removeFiles, rowsPath } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

type Base = DatasetVersion & BaseRows;

/**
 * Adds events to the current version of their dataset as a new version, and marks them in the same transaction: an
 * event is a row exactly once, whatever dies in between. Answers false when the dataset got another version meanwhile,
 * or a file is being read: then the events stay waiting.
 */
export async function appendEvents(datasetId: string, events: LiveEvent[], context: { signal: AbortSignal; temporaryFolder: string }): Promise<boolean> {
  const base = await currentVersion(datasetId);
  if (!base) return false;
  const id = timeOrderedId();
  const folder = path.join(context.temporaryFolder, id);
  const sources = sourceFilesSchema.parse(base.sources);
  let done = false;
  try {
    await mkdir(folder, { recursive: true });
    const columns = parseColumns(base.columns);
    const startedAt = new Date();
    const added = path.join(folder, "events.parquet");
    const live = liveColumns({ columns, datasetName: base.datasetName });
    await writeRowsFile(added, columns, events.map((event) => eventCells(columns, live, { ...event, type: liveEventTypeSchema.parse(event.type) })));
    const parts = await keepParts(id, base, sources, added, folder);
    const rows = await appendVersion({
      sourcePath: added, fileName: "events.parquet", targetPath: rowsPath(id), rejectsPath: rejectsPath(id), tempFolder: folder, signal: context.signal,
      options: { roles: Object.fromEntries(columns.map(({ name, role }) => [name, role])) },
      basePath: rowsPath(base.id), baseRejectsPath: rejectsPath(base.id), baseRecords: recordsOf(base),
    });
    done = await store({ id, base, parts, rows, columns: withReasons(rows, columns), events, startedAt });
    return done;
  } finally {
    if (!done) await removeSources(id, sources.length + 1).then(() => removeFiles([rowsPath(id), rejectsPath(id)]));
    await removeFiles([folder]);
  }
}

async function currentVersion(datasetId: string): Promise<Base | undefined> {
  const dataset = await database().dataset.findUnique({
    where: { id: datasetId },
    select: { name: true, currentVersion: true, versions: { where: { status: "ingesting" }, select: { id: true }, take: 1 } },
  });
  if (!dataset?.currentVersion || dataset.versions.length > 0) return undefined;
  const version = dataset.currentVersion;
  return { ...version, datasetName: dataset.name, remadeFrom: await canBeRemade(version) };
}

interface Parts {
  sources: SourceFile[];
  baseVersionId: string;
}

/**
 * The files that the new version is read from. On a version of events that nothing was made from, its last part and the
 * new events become one part, so that a day of events leaves one version and one part behind instead of thousands.
 */
async function keepParts(id: string, base: Base, sources: SourceFile[], added: string, folder: string): Promise<Parts> {
  const kept = base.remadeFrom ? sources.slice(0, -1) : sources;
  let part = added;
  if (base.remadeFrom) {
    part = path.join(folder, "all-events.parquet");
    await joinTails(part, rowsPath(base.id), base.remadeFrom.records, added, parseColumns(base.columns).map(({ name }) => name));
  }
  await shareSources(base.id, id, kept.length);
  const file = await measureUpload(part, "events.parquet");
  await keepSource(file, id, kept.length);
  return { sources: [...kept, { fileName: "events.parquet", bytes: file.bytes, sha256: file.sha256 }], baseVersionId: base.remadeFrom?.id ?? base.id };
}

/** Roles stay as they were, with why. */
function withReasons(rows: AppendResult, before: ColumnProfile[]): ColumnProfile[] {
  const known = new Map(before.map((column) => [column.name, column]));
  return rows.columns.map((column) => {
    const { role, roleReason } = known.get(column.name) ?? column;
    const { roleReason: _, ...facts } = column;
    return { ...facts, role, ...(roleReason !== undefined && { roleReason }) };
  });
}

interface Finished {
  id: string;
  base: Base;
  parts: Parts;
  rows: AppendResult;
  columns: ColumnProfile[];
  events: LiveEvent[];
  startedAt: Date;
}

async function store(finished: Finished): Promise<boolean> {
  const { base, events } = finished;
  await jobQueues();
  return database().$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT id FROM datasets WHERE id = ${base.datasetId}::uuid FOR UPDATE`;
    const dataset = await transaction.dataset.findUnique({ where: { id: base.datasetId }, select: { currentVersionId: true, versions: { select: { number: true, status: true } } } });
    if (dataset?.currentVersionId !== base.id || dataset.versions.some(({ status }) => status === "ingesting")) return false;
    const marked = await transaction.liveEvent.updateMany({ where: { id: { in: events.map((event) => event.id) }, appendedAt: null }, data: { appendedAt: new Date() } });
    if (marked.count !== events.length) throw new Error("An event was added twice at once");
    await insertVersion(transaction, finished, Math.max(...dataset.versions.map(({ number }) => number)) + 1);
    await transaction.dataset.update({ where: { id: base.datasetId }, data: { currentVersionId: finished.id } });
    await enqueue(transaction, "engagement.prepare", { datasetId: base.datasetId });
    return true;
  });
}

async function insertVersion(transaction: Database, { id, base, parts, rows, columns, events, startedAt }: Finished, number: number): Promise<void> {
  const last = parts.sources.at(-1);
  await transaction.datasetVersion.create({
    data: {
      id, number, datasetId: base.datasetId, origin: "live", status: "ready", fileName: "Events sent in",
      sourceBytes: parts.sources.reduce((sum, source) => sum + source.bytes, 0), sourceSha256: last?.sha256 ?? "", sources: parts.sources, baseVersionId: parts.baseVersionId,
      readOptions: readOptionsSchema.parse(base.readOptions), storedBytes: rows.storedBytes, rowCount: rows.rowCount, rejectedCount: rows.rejectedCount, columns,
      ...(base.dialect !== null && { dialect: base.dialect }),
      progressStage: "Ready", progressRatio: 1, createdById: events.at(-1)?.createdById ?? base.createdById, createdAt: startedAt, finishedAt: new Date(),
    },
  });
}
