import { createHash, type Hash } from "node:crypto";
import type { FeatureTable } from "../schemas/feature-column";
import type { Fingerprint } from "../schemas/reproduction";
import type { SegmentationResult } from "../segmentation/result";

/** The part of a result that must be the same, bit for bit, when it is made again. */
interface FingerprintedResult {
  rows: SegmentationResult["rows"];
  model: Pick<SegmentationResult["model"], "centroids" | "projection">;
}

/**
 * SHA-256 of what a run read and of what came out, over the bytes of the numbers (little-endian, as every machine that
 * runs this has them) with a mark between the parts, so that no two different inputs can run together into one.
 * About 0.1 s for a million rows of six features.
 * @param features names of the columns that the clustering used; what is only described is not part of the input
 */
export function fingerprintOf(table: FeatureTable, features: string[], result: FingerprintedResult): Fingerprint {
  return {
    input: digest((hash) => {
      addNumbers(hash, "row_id", table.rowIds);
      for (const column of table.columns.filter(({ name }) => features.includes(name))) {
        if (column.kind === "numeric") addNumbers(hash, column.name, column.values);
        else addNumbers(hash, JSON.stringify([column.name, ...column.levels]), column.codes);
      }
    }),
    assignments: digest((hash) => {
      addNumbers(hash, "row_id", table.rowIds);
      addNumbers(hash, "segment", result.rows.segments);
      addNumbers(hash, "confidence", result.rows.confidence);
      result.rows.components.forEach((values, c) => addNumbers(hash, `pc${c + 1}`, values));
    }),
    model: digest((hash) => {
      const { centroids, projection } = result.model;
      centroids.forEach((centroid, c) => addNumbers(hash, `centroid ${c}`, Float64Array.from(centroid)));
      projection.components.forEach((loadings, c) => addNumbers(hash, `component ${c}`, Float64Array.from(loadings)));
      addNumbers(hash, "mean", Float64Array.from(projection.mean));
    }),
  };
}

function digest(fill: (hash: Hash) => void): string {
  const hash = createHash("sha256");
  fill(hash);
  return hash.digest("hex");
}

function addNumbers(hash: Hash, label: string, values: Float64Array | Float32Array | Int32Array): void {
  hash.update(`\u0000${label}\u0000${values.length}\u0000`);
  hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
