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

/** The labels of the rows that both runs have. */
export function sharedLabels(a: RunLabels, b: RunLabels): { a: Int32Array; b: Int32Array } {
  const positions = new Map(Array.from(b.rowIds, (rowId, at) => [rowId, at]));
  const left: number[] = [];
  const right: number[] = [];
  a.rowIds.forEach((rowId, at) => {
    const other = positions.get(rowId);
    if (other === undefined) return;
    left.push(a.segments[at] ?? -1);
    right.push(b.segments[other] ?? -1);
  });
  return { a: Int32Array.from(left), b: Int32Array.from(right) };
}
