import type { FeatureColumn } from "../schemas/feature-column";

export const noCompleteRow = "No row has a value in every chosen feature. Fill missing values with the mean or median, or take out the emptiest feature.";

export function rowCount(columns: FeatureColumn[]): number {
  const first = columns[0];
  if (!first) return 0;
  return first.kind === "numeric" ? first.values.length : first.codes.length;
}

/** Positions of the rows with a value in every column, ascending; nothing when that is every row. O(rows × columns). */
export function completeRows(columns: FeatureColumn[]): Uint32Array | undefined {
  const total = rowCount(columns);
  const complete = new Uint8Array(total).fill(1);
  for (const column of columns) {
    for (let i = 0; i < total; i += 1) {
      const missing = column.kind === "numeric" ? Number.isNaN(column.values[i]) : (column.codes[i] ?? -1) < 0;
      if (missing) complete[i] = 0;
    }
  }
  let count = 0;
  for (const flag of complete) count += flag;
  if (count === total) return undefined;
  const kept = new Uint32Array(count);
  let next = 0;
  for (let i = 0; i < total; i += 1) if (complete[i] === 1) kept[next++] = i;
  return kept;
}

/** The same column with some of its rows only, as a copy. */
export function rowsOfColumn(column: FeatureColumn, rows: Uint32Array): FeatureColumn {
  if (column.kind === "category") return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] ?? -1) };
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = column.values[rows[i]!]!;
  return { ...column, values };
}
