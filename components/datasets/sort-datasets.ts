import type { DatasetSummary } from "@/lib/schemas/dataset";

export const sortKeys = ["name", "rows", "rejected", "columns", "size", "owner", "updated"] as const;
export type SortKey = (typeof sortKeys)[number];

const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const ascending: Record<SortKey, (left: DatasetSummary, right: DatasetSummary) => number> = {
  name: (left, right) => names.compare(left.name, right.name),
  rows: (left, right) => left.rowCount - right.rowCount,
  rejected: (left, right) => left.rejectedCount - right.rejectedCount,
  columns: (left, right) => left.columnCount - right.columnCount,
  size: (left, right) => left.sourceBytes - right.sourceBytes,
  owner: (left, right) => names.compare(left.owner.name, right.owner.name),
  updated: (left, right) => left.updatedAt.localeCompare(right.updatedAt),
};

/** A sorted copy; ties keep their order. */
export function sortDatasets(datasets: readonly DatasetSummary[], key: SortKey, direction: "asc" | "desc"): DatasetSummary[] {
  const sign = direction === "asc" ? 1 : -1;
  return [...datasets].sort((left, right) => sign * ascending[key](left, right));
}
