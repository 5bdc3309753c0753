import type { ColumnProfile } from "../schemas/column";
import type { FeatureSuggestions } from "../schemas/feature-suggestion";
import { correlations } from "../segmentation/correlations";
import { suggestFeatures } from "../segmentation/suggest-features";
import { sampleNumbers } from "../sql/dataset/sample-numbers";
import { requireReadyVersion } from "./require-dataset";
import { rowsPath } from "./storage";

/** A correlation of 0.98 is told from 0.97 on that many rows, and more of them only take longer. */
const sampledRows = 20_000;
const maximumColumns = 120;

/** Which columns to cluster on and why (not), with the correlations of the numeric ones. */
export async function datasetFeatures(datasetId: string): Promise<FeatureSuggestions> {
  const version = await requireReadyVersion(datasetId);
  const numeric = version.columns.filter(isComparable).slice(0, maximumColumns);
  const columns = await sampleNumbers({
    rowsPath: rowsPath(version.id),
    columns: numeric.map(({ name }) => name),
    rowCount: version.rowCount,
    sampledRows,
  });
  const pairs = correlations(columns);
  return {
    features: suggestFeatures(version.columns, version.rowCount, pairs),
    correlations: { names: pairs.names, values: Array.from(pairs.values, (value) => (Number.isFinite(value) ? value : null)) },
  };
}

function isComparable({ type, distinctCount }: ColumnProfile): boolean {
  return (type === "integer" || type === "decimal" || type === "boolean") && distinctCount > 1;
}
