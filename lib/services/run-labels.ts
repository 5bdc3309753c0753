import { readColumns } from "../warehouse/read-columns";
import { assignmentsPath } from "./storage";

/** The segment of each row of a run, in the order of `row_id`; rows that took no part are not there. */
export interface RunLabels {
  rowIds: Float64Array;
  segments: Int32Array;
}

export async function readRunLabels(segmentationId: string): Promise<RunLabels> {
  return readLabelsOf(assignmentsPath(segmentationId));
}

/** The same from any file of row assignments. */
export async function readLabelsOf(file: string): Promise<RunLabels> {
  const { rowIds, columns } = await readColumns(file, ["segment"]);
  const [segment] = columns;
  return { rowIds, segments: segment?.kind === "numeric" ? Int32Array.from(segment.values) : new Int32Array(0) };
}
