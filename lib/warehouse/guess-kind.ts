import type { ColumnProfile, ColumnRole } from "../schemas/column";
import type { DatasetKind } from "../schemas/dataset";

/**
 * What the rows of a table are: events (someone at some time), items (a catalogue: one row per item, with a title or a
 * category), or else profiles.
 */
export function guessKind(columns: readonly Pick<ColumnProfile, "role" | "distinctCount" | "missingCount">[], rowCount: number): DatasetKind {
  const has = (role: ColumnRole) => columns.some((column) => column.role === role);
  if (has("user") && has("time")) return "events";
  const key = columns.find((column) => column.role === "item" && column.missingCount === 0 && column.distinctCount === rowCount);
  return key && (has("label") || has("category")) ? "items" : "profiles";
}
