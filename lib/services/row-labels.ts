import type { ColumnProfile } from "../schemas/column";
import { readRows } from "../warehouse/read-rows";
import type { ReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

/** Up to that many rows a tree can show the name of each. */
const labelledRows = 200;

/** The column that names a row to people: one with the role *label*, else the identifier. */
export function labelColumn(columns: ColumnProfile[]): string | undefined {
  const byRole = (role: ColumnProfile["role"]) => columns.find((column) => column.role === role)?.name;
  return byRole("label") ?? byRole("id") ?? byRole("user") ?? byRole("item");
}

/** The name of each row of a small dataset, in row order; undefined for a large one or one without names. */
export async function readRowLabels(version: ReadyVersion): Promise<string[] | undefined> {
  const column = labelColumn(version.columns);
  if (column === undefined || version.rowCount > labelledRows) return undefined;
  const { rows } = await readRows(rowsPath(version.id), { columns: [column], limit: labelledRows, offset: 0 });
  return rows.map(({ cells }) => String(cells[0] ?? ""));
}
