import type { Algorithm, Preparation } from "@/lib/schemas/segmentation";

/** Choices that a link fills in; a run and a request both have them. What does not fit is left out on arrival. */
export interface LinkedChoices {
  algorithm?: Algorithm;
  name?: string;
  features?: string[];
  preparation?: Preparation;
  parameters?: Record<string, unknown>;
  seed?: number;
}

/** The link to the form for a dataset of events whose rows, not whose users, are to be segmented. */
export function rowsAsTheyAreHref(datasetId: string): string {
  return `/segmentations/new?${new URLSearchParams({ dataset: datasetId, rows: "as-they-are" })}`;
}

/** The link to the form of a new segmentation, with choices filled in (examples, "run again with changes"). */
export function newSegmentationHref(datasetId: string, choices?: LinkedChoices): string {
  const query = new URLSearchParams({ dataset: datasetId });
  if (choices) {
    const { algorithm, name, features, preparation, parameters, seed } = choices;
    query.set("plan", JSON.stringify({ algorithm, name, features, preparation, parameters, seed }));
  }
  return `/segmentations/new?${query}`;
}
