import type { Algorithm } from "@/lib/schemas/segmentation";

export const algorithmNames = {
  kmeans: "K-means", hierarchical: "Hierarchical", dbscan: "DBSCAN", hdbscan: "HDBSCAN", pca: "PCA",
} as const satisfies Record<Algorithm, string>;

/** What an algorithm does, for the choice. */
export const algorithmHints = {
  kmeans: "Splits all rows into k compact groups around their means. Fast, also on millions of rows.",
  hierarchical: "Merges the nearest rows step by step into a tree, then cuts it into k groups.",
  dbscan: "Finds dense regions of any shape; rows in thin regions become noise.",
  hdbscan: "As DBSCAN, but finds the density by itself and gives each row a confidence.",
  pca: "Turns many features into few directions that hold most of the variance. Makes no groups.",
} as const satisfies Record<Algorithm, string>;

const parameterWords: Record<string, string> = {
  k: "k", linkage: "linkage", eps: "eps", minSamples: "min samples", minClusterSize: "smallest segment", selection: "selection", components: "components",
};

/** Parameters in one line: "k = 4, ward linkage". */
export function describeParameters(parameters: Record<string, string | number>): string {
  return Object.entries(parameters)
    .map(([name, value]) => (name === "linkage" ? `${value} linkage` : `${parameterWords[name] ?? name} = ${typeof value === "number" ? Number(value.toPrecision(5)) : value}`))
    .join(", ");
}
