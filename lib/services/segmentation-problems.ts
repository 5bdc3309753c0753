import type { ColumnProfile } from "../schemas/column";
import type { SegmentationRequest } from "../schemas/segmentation";
import type { InvalidParam } from "../errors";
import { maximumOneHotLevels } from "../segmentation/fit-preparation";
import { maximumPreparedColumns } from "../segmentation/preparation-model";

/** A text column with more different values than this makes no useful one-hot features. */
const maximumLevels = 200;

/** What is wrong with a request, as far as the columns' profiles tell: everything at once, in words. */
export function findProblems(request: SegmentationRequest, columns: ColumnProfile[], rowCount: number): InvalidParam[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const problems = request.features.flatMap((name, index) => {
    const reason = featureProblem(request, name, byName.get(name), request.features.indexOf(name) < index);
    return reason ? [{ name: `features.${index}`, reason }] : [];
  });
  problems.push(...logarithmProblems(request));
  if (problems.length > 0) return problems;
  return sizeProblems(request, preparedColumns(request, columns), rowCount);
}

function featureProblem(request: SegmentationRequest, name: string, column: ColumnProfile | undefined, repeated: boolean): string | undefined {
  if (!column) return `The dataset has no column “${name}”.`;
  if (repeated) return `“${name}” is chosen twice.`;
  if (column.type === "date" || column.type === "timestamp") return `“${name}” is a time. Distances between times say little: leave it out.`;
  if (column.distinctCount === 0) return `“${name}” has no value in any row.`;
  if (column.type !== "text") return undefined;
  if (request.preparation.encoding === "none") return `“${name}” is text. Choose one-hot encoding to use its categories, or leave it out.`;
  if (column.distinctCount > maximumLevels) return `“${name}” has ${column.distinctCount.toLocaleString("en-US")} different texts, too many for one-hot encoding (at most ${maximumLevels}). Leave it out.`;
  return undefined;
}

function logarithmProblems(request: SegmentationRequest): InvalidParam[] {
  return request.preparation.log1p.flatMap((name, index) =>
    request.features.includes(name) ? [] : [{ name: `preparation.log1p.${index}`, reason: `“${name}” is not among the features, so its logarithm can't be taken.` }],
  );
}

/** Columns after one-hot encoding, which keeps the most frequent categories and puts the others into one more column. */
export function preparedColumns(request: SegmentationRequest, columns: ColumnProfile[]): number {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return request.features.reduce((sum, name) => {
    const column = byName.get(name);
    return sum + (column?.type === "text" && request.preparation.encoding === "onehot" ? Math.min(column.distinctCount, maximumOneHotLevels + 1) : 1);
  }, 0);
}

function sizeProblems(request: SegmentationRequest, prepared: number, rowCount: number): InvalidParam[] {
  if (prepared > maximumPreparedColumns) {
    return [{ name: "features", reason: `One-hot encoding makes ${prepared.toLocaleString("en-US")} columns of these features; at most ${maximumPreparedColumns.toLocaleString("en-US")} are possible. Leave out the features with the most categories.` }];
  }
  const rows = rowCount.toLocaleString("en-US");
  switch (request.algorithm) {
    case "kmeans":
    case "hierarchical":
      if (request.parameters.k === "auto" || request.parameters.k <= rowCount) return [];
      return [{ name: "parameters.k", reason: `${request.parameters.k} segments are not possible with ${rows} rows. Choose a smaller k.` }];
    case "dbscan":
      if (request.parameters.minSamples <= rowCount) return [];
      return [{ name: "parameters.minSamples", reason: `No row can have ${request.parameters.minSamples} neighbours when there are only ${rows} rows. Choose fewer min samples.` }];
    case "hdbscan":
      if (request.parameters.minClusterSize <= rowCount) return [];
      return [{ name: "parameters.minClusterSize", reason: `A segment can't have ${request.parameters.minClusterSize} rows when there are only ${rows}. Choose a smaller minimum size.` }];
    case "pca": {
      const most = Math.min(prepared, rowCount);
      if (request.parameters.components === "auto" || request.parameters.components <= most) return [];
      return [{ name: "parameters.components", reason: `${request.parameters.components} components are not possible with ${prepared} prepared features and ${rows} rows. Choose at most ${most}.` }];
    }
  }
}
