/** Hennig's thresholds for the mean bootstrap Jaccard similarity of a cluster (fpc, clusterboot), strongest first. */
const thresholds = [
  { from: 0.85, reading: "highly stable" },
  { from: 0.75, reading: "stable" },
  { from: 0.6, reading: "pattern" },
  { from: 0, reading: "do not trust" },
] as const;

/** A cluster's mean Jaccard similarity in words. */
export function stabilityReading(jaccard: number): string {
  return thresholds.find(({ from }) => jaccard >= from)?.reading ?? "do not trust";
}
