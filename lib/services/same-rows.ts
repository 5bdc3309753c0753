import type { ReadyVersion } from "./require-dataset";

/** How rows of two versions are known to be the same. */
export interface SameRows {
  /** The column whose values name the rows; undefined where the position in the file does. */
  key?: string;
  /** For the screen: "customer_id", or "position in the file". */
  matchedBy: string;
}

const namingRoles = ["id", "user", "label"];

/**
 * How to find a row of one version in another: within one version by its position, between versions by the column that
 * names every row in both, else, for versions of one dataset, by its position, which an append leaves as it is.
 * Undefined between datasets that share no such column.
 */
export function sameRowsOf(a: ReadyVersion, b: ReadyVersion): SameRows | undefined {
  if (a.id === b.id) return { matchedBy: "position in the file" };
  const names = namingColumns(b);
  const key = namingColumns(a).find((name) => names.includes(name));
  if (key !== undefined) return { key, matchedBy: key };
  return a.datasetId === b.datasetId ? { matchedBy: "position in the file" } : undefined;
}

/** Columns that give each row a name of its own, identifiers before labels. */
function namingColumns({ columns, rowCount }: ReadyVersion): string[] {
  return columns
    .filter(({ role, distinctCount, distinctIsEstimate }) => namingRoles.includes(role) && (distinctIsEstimate === true || distinctCount === rowCount))
    .toSorted((x, y) => namingRoles.indexOf(x.role) - namingRoles.indexOf(y.role))
    .map(({ name }) => name);
}
