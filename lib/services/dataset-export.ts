import { z } from "zod";
import type { Rejects } from "../schemas/dataset-version";
import { readRows } from "../warehouse/read-rows";
import { streamExport } from "../warehouse/stream-export";
import type { Download } from "./download";
import { requireReadyVersion } from "./require-dataset";
import { rejectsPath, rowsPath } from "./storage";

/** The clean rows of a dataset as a stream, without a row limit. */
export async function exportDataset(datasetId: string, format: Download["format"], versionId?: string): Promise<Download> {
  const version = await requireReadyVersion(datasetId, versionId);
  return { stream: streamExport({ parquetPath: rowsPath(version.id), format }), name: version.datasetName, format };
}

const rejectColumns = ["line", "column", "value", "reason"];

/** Every rejected cell and line as CSV. */
export async function exportRejects(datasetId: string, versionId?: string): Promise<Download> {
  const version = await requireReadyVersion(datasetId, versionId);
  const stream = streamExport({ parquetPath: rejectsPath(version.id), columns: rejectColumns, format: "csv" });
  return { stream, name: `${version.datasetName} - rejected rows`, format: "csv" };
}

const cellsSchema = z.tuple([z.number().int(), z.string().nullable(), z.string().nullable(), z.string()]);

/** The first rejected cells and lines, in the order of the file. `total` counts cells and lines, not rows. */
export async function datasetRejects(datasetId: string, limit: number, versionId?: string): Promise<Rejects> {
  const version = await requireReadyVersion(datasetId, versionId);
  const { rows, total } = await readRows(rejectsPath(version.id), { columns: rejectColumns, limit, offset: 0 });
  const items = rows.map(({ cells }) => {
    const [line, column, value, reason] = cellsSchema.parse(cells);
    return { line, column: column || null, value, reason };
  });
  return { total, items };
}
