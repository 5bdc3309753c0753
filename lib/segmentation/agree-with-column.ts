import { adjustedMutualInformation, adjustedRand, contingency } from "../kernels/rand-index";
import type { FeatureColumn } from "../schemas/feature-column";
import type { Agreement } from "../schemas/trust";

type Measured = Omit<NonNullable<Agreement["agreement"]>, "column">;

/**
 * Agreement of segments with the groups that a column names, over the rows that have both.
 * @param rowIds of the column's rows
 * @param labels segments by row id; noise counts as a group of its own
 * Time O(rows).
 */
export function agreeWithColumn(rowIds: Float64Array, column: FeatureColumn, labels: { rowIds: Float64Array; segments: Int32Array }): Measured {
  const { codes, values } = groupsOf(column);
  const at = new Map(Array.from(rowIds, (rowId, i) => [rowId, i]));
  const segments: number[] = [];
  const groups: number[] = [];
  labels.rowIds.forEach((rowId, i) => {
    const group = codes[at.get(rowId) ?? -1] ?? -1;
    if (group < 0) return;
    segments.push(labels.segments[i] ?? -1);
    groups.push(group);
  });
  const table = contingency(Int32Array.from(segments), Int32Array.from(groups));
  const order = Array.from(table.left.keys()).sort((x, y) => Number((table.left[x] ?? 0) < 0) - Number((table.left[y] ?? 0) < 0) || x - y);
  return {
    ari: adjustedRand(table),
    ami: adjustedMutualInformation(table),
    rows: table.rows,
    missingRows: labels.rowIds.length - table.rows,
    values: Array.from(table.right, (group) => values[group] ?? ""),
    contingency: order.map((row) => ({ segment: table.left[row] ?? -1, counts: Array.from(table.counts.subarray(row * table.right.length, (row + 1) * table.right.length)) })),
  };
}

/** The column as codes of its values, ascending; −1 where it has none. */
function groupsOf(column: FeatureColumn): { codes: Int32Array; values: string[] } {
  if (column.kind === "category") return { codes: column.codes, values: column.levels };
  const distinct = [...new Set(column.values.filter((value) => !Number.isNaN(value)))].sort((x, y) => x - y);
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  return { codes: Int32Array.from(column.values, (value) => codeOf.get(value) ?? -1), values: distinct.map(String) };
}
