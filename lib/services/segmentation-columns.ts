import type { ColumnProfile } from "../schemas/column";

/** A category with more levels than this says nothing about a segment. */
const maximumLevels = 200;
/** Beyond the features, at most that many columns are profiled, so that a very wide table stays affordable. */
const maximumExtraColumns = 100;

/** Columns that a run reads: its features, and every other column that can tell something about the segments. */
export function columnsToProfile(columns: ColumnProfile[], features: string[]): string[] {
  const extra = columns.filter((column) => !features.includes(column.name) && tellsSomething(column)).map((column) => column.name);
  return [...features, ...extra.slice(0, maximumExtraColumns)];
}

function tellsSomething({ type, role, distinctCount }: ColumnProfile): boolean {
  if (["id", "label", "user", "item", "ignore"].includes(role) || distinctCount < 2) return false;
  if (type === "text") return distinctCount <= maximumLevels;
  return type !== "date" && type !== "timestamp";
}
