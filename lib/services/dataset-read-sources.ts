import path from "node:path";
import type { ColumnProfile } from "../schemas/column";
import type { DatasetKind, Dialect, ReadOptions } from "../schemas/dataset";
import { appendVersion } from "../warehouse/append-versions";
import { ingestFile } from "../warehouse/ingest-file";
import type { SourceFile } from "./dataset-sources";
import type { JobControl } from "./job-control";
import { rejectsPath, rowsPath, sourcePath } from "./storage";

export interface IngestedRows {
  rowsPath: string;
  rejectsPath: string;
  rowCount: number;
  rejectedCount: number;
  columns: ColumnProfile[];
  dialect: Dialect;
  kind: DatasetKind;
  storedBytes: number;
}

/** A version that rows are appended to: its Parquet files are there already. */
export interface BaseVersion {
  id: string;
  rowCount: number;
  rejectedCount: number;
}

export interface SourceReading {
  version: { id: string; readOptions: ReadOptions };
  sources: SourceFile[];
  /** Holds the rows of every source but the last; without it all sources are read. */
  base?: BaseVersion;
  /** An empty folder of this job: results and spill files go there. */
  folder: string;
  control: JobControl;
}

type Files = Pick<IngestedRows, "rowsPath" | "rejectsPath" | "rowCount" | "rejectedCount">;

/** Reads the uploaded files of a version, in order, into one Parquet file of rows and one of rejects under `folder`. */
export async function readSources(reading: SourceReading): Promise<IngestedRows> {
  const { sources, base } = reading;
  const first = base ? sources.length - 1 : 0;
  let before: Files | undefined = base && { ...base, rowsPath: rowsPath(base.id), rejectsPath: rejectsPath(base.id) };
  let ingested: IngestedRows | undefined;
  for (let part = first; part < sources.length; part++) {
    const span = { from: (part - first) / (sources.length - first), share: 1 / (sources.length - first) };
    ingested = await readPart(reading, part, before, span);
    before = ingested;
  }
  if (!ingested) throw new Error(`Version ${reading.version.id} has no source to read`);
  return ingested;
}

async function readPart(
  { version, sources, folder, control }: SourceReading,
  part: number,
  before: Files | undefined,
  span: { from: number; share: number },
): Promise<IngestedRows> {
  const several = sources.length > 1 && span.share < 1 ? ` (file ${part + 1} of ${sources.length})` : "";
  const request = {
    sourcePath: sourcePath(version.id, part),
    fileName: sources[part]?.fileName ?? "",
    targetPath: path.join(folder, `rows-${part}.parquet`),
    rejectsPath: path.join(folder, `rejects-${part}.parquet`),
    options: version.readOptions,
    tempFolder: folder,
    onProgress: ({ stage, ratio }: { stage: string; ratio: number }) => control.report(`${stage}${several}`, span.from + span.share * ratio),
    signal: control.signal,
  };
  const ingested = before
    ? await appendVersion({ ...request, basePath: before.rowsPath, baseRejectsPath: before.rejectsPath, baseRecords: before.rowCount + before.rejectedCount })
    : await ingestFile(request);
  return { ...ingested, rowsPath: request.targetPath, rejectsPath: request.rejectsPath };
}
