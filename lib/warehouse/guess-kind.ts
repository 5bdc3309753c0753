import type { ColumnProfile } from "../schemas/column";
import type { DatasetKind } from "../schemas/dataset";

/** events: rows of users in time; items: a catalogue with its own key; profiles: everything else. */
export function guessKind(columns: readonly ColumnProfile[], rowCount: number): DatasetKind {
  const has = (role: ColumnProfile["role"]) => columns.some((column) => column.role === role);
  if (has("user") && has("time")) return "events";
  const key = columns.find((column) => column.role === "item" && column.distinctCount === rowCount);
  return key ? "items" : "profiles";
}
