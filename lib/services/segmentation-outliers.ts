import { database } from "../db/client";
import { AppError } from "../errors";
import type { Outliers } from "../schemas/outliers";
import { applyPreparation } from "../segmentation/apply-preparation";
import { explainOutliers } from "../segmentation/explain-outliers";
import type { SegmentationModel } from "../segmentation/result";
import { readColumns } from "../warehouse/read-columns";
import { cachedAnswer } from "./answer-cache";
import { requireReadyVersion } from "./require-dataset";
import { labelColumn } from "./row-labels";
import { requireFinishedRun } from "./segmentations";
import { assignmentsPath, rowsPath } from "./storage";

/** A longer list is not read; the rows themselves are all in the table of rows. */
const listed = 500;
/** Comparisons of two rows that a request may take: about a second. */
const mostComparisons = 200_000_000;

/** The rows that a density-based run left without a segment, each with why. The same answer each time. */
export async function segmentationOutliers(id: string): Promise<Outliers> {
  const run = await requireFinishedRun(id);
  if (run.algorithm !== "dbscan" && run.algorithm !== "hdbscan") throw new AppError("bad_request", "Only DBSCAN and HDBSCAN leave rows without a segment.");
  return cachedAnswer(JSON.stringify(["outliers", id]), () => explain(id));
}

async function explain(id: string): Promise<Outliers> {
  const run = await database().segmentation.findUniqueOrThrow({ where: { id } });
  const model = run.model as unknown as SegmentationModel;
  const version = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const table = await readColumns(rowsPath(version.id), run.features as string[]);
  const { matrix, names, keptRows } = await applyPreparation(table.columns, model.preparation);
  const isDbscan = run.algorithm === "dbscan";
  const stored = await readColumns(assignmentsPath(id), ["segment", "distance", ...(isDbscan ? ["core"] : [])]);
  const [segments = new Float64Array(0), centroidDistances = new Float64Array(0), marks] = stored.columns.map((column) => (column.kind === "numeric" ? column.values : new Float64Array(0)));
  const positions = Array.from({ length: matrix.rows }, (_, i) => i);
  const noise = positions.filter((i) => (segments[i] ?? 0) < 0);
  const core = Uint32Array.from(positions.filter((i) => (marks ? marks[i] === 1 : (segments[i] ?? -1) >= 0)));
  const most = Math.max(1, Math.min(listed, Math.floor(mostComparisons / Math.max(1, core.length))));
  const farthest = noise.toSorted((a, b) => (centroidDistances[b] ?? 0) - (centroidDistances[a] ?? 0) || a - b).slice(0, most);
  const rowOf = (i: number) => (keptRows ? (keptRows[i] ?? 0) : i);
  const explained = await explainOutliers({ matrix, names, columns: table.columns, rowOf, outliers: Uint32Array.from(farthest), core, segments: Int32Array.from(segments) });
  const labelOf = await labels(version);
  return {
    total: noise.length,
    ...(isDbscan && { eps: Number(model.parameters.eps) }),
    items: explained.map(({ row, ...why }) => ({ rowId: table.rowIds[rowOf(row)] ?? 0, ...labelOf(rowOf(row)), ...why })),
  };
}

async function labels(version: Awaited<ReturnType<typeof requireReadyVersion>>): Promise<(row: number) => { label?: string }> {
  const name = labelColumn(version.columns);
  if (name === undefined) return () => ({});
  const [column] = (await readColumns(rowsPath(version.id), [name])).columns;
  return (row) => {
    if (!column) return {};
    const label = column.kind === "numeric" ? column.values[row] : column.levels[column.codes[row] ?? -1];
    return label === undefined || Number.isNaN(label) ? {} : { label: String(label) };
  };
}
