import type { Projection } from "../schemas/map";
import type { SegmentationMap } from "../schemas/segmentation";
import { mapRows } from "../sql/segmentation/map-rows";
import { requireEmbedding } from "./embedding";
import { requireReadyVersion } from "./require-dataset";
import { labelColumn } from "./row-labels";
import { assignmentsOf } from "./segmentation-cut-files";
import { requireFinishedRun } from "./segmentations";
import { rowsPath } from "./storage";

/** Float32 coordinates need no more digits on the wire than they have. */
const significantDigits = 6;

/** The rows of a run in the plane of its first two principal components: all of them, or a sample that is always the same. */
export async function segmentationMap(id: string, limit: number, cut?: number, projection: Projection = "pca"): Promise<SegmentationMap> {
  const run = await requireFinishedRun(id);
  const version = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const label = labelColumn(version.columns);
  const rows = await mapRows({ rowsPath: rowsPath(version.id), assignmentsPath: await assignmentsOf(id, cut), ...(projection === "umap" && { placesPath: await requireEmbedding(id) }), labelColumn: label, limit });
  const round = (value: number) => Number(value.toPrecision(significantDigits));
  return {
    rowIds: rows.map((row) => row.row_id),
    x: rows.map((row) => round(row.x)),
    y: rows.map((row) => round(row.y)),
    segments: rows.map((row) => row.segment),
    confidence: rows.map((row) => round(row.confidence)),
    ...(label === undefined ? {} : { labels: rows.map((row) => String(row.label ?? "")) }),
    total: rows[0]?.total ?? 0,
  };
}
