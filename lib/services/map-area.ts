import type { MapArea, Selection } from "../schemas/map";
import { pointsInArea } from "../segmentation/points-in-area";
import { assignedRows } from "../sql/segmentation/assigned-rows";
import { readColumns } from "../warehouse/read-columns";
import { requireEmbedding } from "./embedding";
import { requireReadyVersion } from "./require-dataset";
import { labelColumn } from "./row-labels";
import { readLabelsOf } from "./run-labels";
import { assignmentsOf } from "./segmentation-cut-files";
import { requireFinishedRun } from "./segmentations";
import { assignmentsPath, rowsPath } from "./storage";

/** Rows shown in full; the others are counted. */
const shownRows = 100;
/** More ids than that are fetched as an audience. */
const maximumIds = 100_000;

/** The `row_id` of every row inside an area of a run's map, ascending. */
export async function rowsInArea(segmentationId: string, area: MapArea): Promise<Float64Array> {
  const isUmap = area.projection === "umap";
  const file = isUmap ? await requireEmbedding(segmentationId) : assignmentsPath(segmentationId);
  const { rowIds, columns } = await readColumns(file, isUmap ? ["x", "y"] : ["pc1", "pc2"]);
  const [x, y] = columns.map((column) => (column.kind === "numeric" ? column.values : new Float64Array(0)));
  const inside = pointsInArea({ x: x ?? [], y: y ?? [] }, area.points);
  return Float64Array.from(inside, (i) => rowIds[i] ?? 0).sort();
}

/** What lies inside an area of the map: all rows counted by segment, the first ones in full, and what names them. */
export async function selectArea(id: string, area: MapArea, cut?: number): Promise<Selection> {
  const run = await requireFinishedRun(id);
  const version = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const file = await assignmentsOf(id, cut);
  const rowIds = await rowsInArea(id, area);
  const columns = version.columns.map(({ name, type }) => ({ name, type }));
  const { rows } = await assignedRows({ rowsPath: rowsPath(version.id), assignmentsPath: file, columns: columns.map(({ name }) => name), rowIds: Array.from(rowIds.subarray(0, shownRows)), doubtful: false, direction: "asc", limit: shownRows, offset: 0 });
  const key = labelColumn(version.columns);
  return { total: rowIds.length, bySegment: await countBySegment(file, rowIds), columns, items: rows, ids: await idsOf(version.id, rowIds, key), idColumn: key ?? "row" };
}

async function countBySegment(file: string, rowIds: Float64Array): Promise<Selection["bySegment"]> {
  const labels = await readLabelsOf(file);
  const segmentOf = new Map(Array.from(labels.rowIds, (rowId, at) => [rowId, labels.segments[at] ?? -1]));
  const counts = new Map<number, number>();
  for (const rowId of rowIds) {
    const segment = segmentOf.get(rowId) ?? -1;
    counts.set(segment, (counts.get(segment) ?? 0) + 1);
  }
  return [...counts].map(([segment, rows]) => ({ segment, rows })).sort((a, b) => b.rows - a.rows);
}

async function idsOf(versionId: string, rowIds: Float64Array, key: string | undefined): Promise<string[]> {
  const wanted = rowIds.subarray(0, maximumIds);
  if (key === undefined) return Array.from(wanted, (rowId) => String(rowId + 1));
  const { columns, rowIds: all } = await readColumns(rowsPath(versionId), [key]);
  const [column] = columns;
  const positions = new Map(Array.from(all, (rowId, at) => [rowId, at]));
  return Array.from(wanted, (rowId) => {
    const at = positions.get(rowId) ?? -1;
    if (!column) return "";
    return column.kind === "numeric" ? String(column.values[at] ?? "") : (column.levels[column.codes[at] ?? -1] ?? "");
  });
}
