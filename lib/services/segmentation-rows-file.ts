import { notSegmented } from "../segmentation/segment-rows";
import type { RowResults, SegmentationResult } from "../segmentation/result";
import { writeAssignments, type Assignments, type AssignmentValues } from "../warehouse/write-assignments";

/** Beyond the two of the map, at most that many principal components are stored per row. */
const maximumComponents = 20;

/** Writes what each row got from a run. Rows that took no part are left out; a PCA puts every row in segment 0. */
export async function writeRowResults(path: string, rowIds: Float64Array, { rows, model }: Pick<SegmentationResult, "rows"> & { model: Pick<SegmentationResult["model"], "algorithm"> }): Promise<void> {
  const isProjection = model.algorithm === "pca";
  const took = isProjection ? componentsPresent(rows) : rows.segments.map((segment) => Number(segment !== notSegmented));
  const keep = keeper(took);
  const components = rows.components.slice(0, maximumComponents).map((values, c) => [`pc${c + 1}`, keep(values)] as const);
  const assignments: Assignments = {
    rowIds: keep(rowIds),
    segments: isProjection ? new Int32Array(keep(rows.segments).length) : keep(rows.segments),
    confidence: keep(rows.confidence),
    distance: keep(rows.distance),
    second_segment: keep(rows.second),
    ...Object.fromEntries(components),
    // The map needs both axes, also where there is a single feature.
    ...(components.length === 0 ? { pc1: new Float32Array(keep(rows.segments).length) } : {}),
    ...(components.length < 2 ? { pc2: new Float32Array(keep(rows.segments).length) } : {}),
    silhouette: keep(rows.silhouette),
    ...(rows.centroidSilhouette ? { centroid_silhouette: keep(rows.centroidSilhouette) } : {}),
    ...(rows.core ? { core: keep(rows.core) } : {}),
    ...(rows.leaf ? { leaf: keep(rows.leaf) } : {}),
  };
  await writeAssignments(path, assignments);
}

function componentsPresent(rows: RowResults): Int32Array {
  const first = rows.components[0];
  return rows.segments.map((_, i) => Number(!Number.isNaN(first?.[i] ?? Number.NaN)));
}

/** A function that keeps the entries of an array whose mark is set; the array itself where all are. */
function keeper(marks: Int32Array): <Values extends AssignmentValues>(values: Values) => Values {
  if (marks.every((mark) => mark === 1)) return (values) => values;
  return (values) => values.filter((_: number, i: number) => marks[i] === 1) as typeof values;
}
