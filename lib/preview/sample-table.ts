import type { ColumnType } from "@/lib/schemas/column";

export type SampleCell = string | number | boolean | null;

/** Some rows of a dataset, as the rows endpoint gives them. */
export interface SampleTable {
  columns: { name: string; type: ColumnType }[];
  rows: SampleCell[][];
}

/** A cell as a number: booleans 0 and 1, numeric text parsed; NaN when missing or no number. */
export function numberOf(cell: SampleCell | undefined): number {
  if (typeof cell === "number") return cell;
  if (typeof cell === "boolean") return cell ? 1 : 0;
  return cell ? Number(cell) : NaN;
}

/** Whether a column's cells are numbers to the clustering (as in the full run: categories and times are not). */
export function isNumericType(type: ColumnType): boolean {
  return type === "integer" || type === "decimal" || type === "boolean";
}
