import { AppError } from "../errors";
import type { SegmentationRows, SegmentationRowsQuery } from "../schemas/segmentation-queries";
import { assignedRows, assignmentSorts } from "../sql/segmentation/assigned-rows";
import { nextOffset, parseOffset } from "./dataset-rows";
import { requireReadyVersion } from "./require-dataset";
import { assignmentsOf } from "./segmentation-cut-files";
import { requireFinishedRun } from "./segmentations";
import { rowsPath } from "./storage";

/** One page of a run's rows with their segments. */
export async function segmentationRows(id: string, query: SegmentationRowsQuery): Promise<SegmentationRows> {
  const run = await requireFinishedRun(id);
  const version = await requireReadyVersion(run.datasetId, run.datasetVersionId);
  const columns = version.columns.map(({ name, type }) => ({ name, type }));
  const sortable = [...assignmentSorts, ...columns.map(({ name }) => name)] as string[];
  if (query.sort !== undefined && !sortable.includes(query.sort)) {
    throw new AppError("bad_request", `There is no column “${query.sort}” to sort by.`, { invalidParams: [{ name: "query.sort", reason: "Unknown column" }] });
  }
  const offset = parseOffset(query.cursor);
  const { rows, total } = await assignedRows({
    ...query,
    rowsPath: rowsPath(version.id),
    assignmentsPath: await assignmentsOf(id, query.cut),
    columns: columns.map(({ name }) => name),
    offset,
  });
  return { items: rows, columns, total, nextCursor: nextOffset(offset, rows.length, total) };
}
