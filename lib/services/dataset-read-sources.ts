import path from "node:path";
import type { ColumnProfile } from "../schemas/column";
import type { DatasetKind, Dialect, ReadOptions } from "../schemas/dataset";
import { ingestFile } from "../warehouse/ingest-file";
import type { SourceFile } from "./dataset-sources";
import type { JobControl } from "./job-control";
import { sourcePath } from "./storage";

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

export interface SourceReading {
  version: { id: string; readOptions: ReadOptions; baseVersionId: string | null };
  sources: SourceFile[];
  /** An empty folder of this job: results and spill files go there. */
  folder: string;
  control: JobControl;
}

/** Reads the uploaded files of a version, in order, into one Parquet file of rows and one of rejects under `folder`. */
export async function readSources({ version, sources, folder, control }: SourceReading): Promise<IngestedRows> {
  const targetPath = path.join(folder, "rows.parquet");
  const rejects = path.join(folder, "rejects.parquet");
  const ingested = await ingestFile({
    sourcePath: sourcePath(version.id, 0),
    fileName: sources[0]?.fileName ?? "",
    targetPath,
    rejectsPath: rejects,
    options: version.readOptions,
    tempFolder: folder,
    onProgress: ({ stage, ratio }) => control.report(stage, ratio),
    signal: control.signal,
  });
  return { ...ingested, rowsPath: targetPath, rejectsPath: rejects };
}
