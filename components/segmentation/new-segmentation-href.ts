import type { SegmentationPrefill } from "@/lib/preview/segmentation-draft";

/** The link to the form of a new segmentation, with choices filled in (examples, "run again with changes"). */
export function newSegmentationHref(datasetId: string, prefill?: SegmentationPrefill): string {
  const query = new URLSearchParams({ dataset: datasetId });
  if (prefill) {
    const { algorithm, name, features, preparation, parameters, seed } = prefill;
    query.set("plan", JSON.stringify({ algorithm, name, features, preparation, parameters, seed }));
  }
  return `/segmentations/new?${query}`;
}
