import type { ColumnRole, ColumnType } from "../schemas/column";

export interface RoleGuess {
  role: ColumnRole;
  reason: string;
}

/** Thin first version; the tables of names follow. */
export function guessRole(column: { name: string; type: ColumnType; missingCount: number; distinctCount: number }, rowCount: number): RoleGuess {
  const present = rowCount - column.missingCount;
  if (column.distinctCount <= 1) return { role: "ignore", reason: "The same value in every row" };
  if (column.type === "date" || column.type === "timestamp") return { role: "time", reason: "Dates" };
  if (/^(id|.*[_ ]id|.*Id)$/u.test(column.name) && column.distinctCount === present) return { role: "id", reason: "Named like an identifier, and every value differs" };
  if (column.type === "text") {
    if (/^(name|title|label)$/iu.test(column.name)) return { role: "label", reason: "Named like a label" };
    return column.distinctCount <= 50 ? { role: "category", reason: "Few different texts" } : { role: "label", reason: "Many different texts" };
  }
  if (column.type === "boolean") return { role: "category", reason: "Yes or no" };
  return { role: "feature", reason: "Numbers" };
}
