import type { DatasetKind } from "@/lib/schemas/dataset";

/** What a dataset of a kind is good for next, in a sentence or two. */
export function nextStepWords(kind: DatasetKind): string {
  if (kind === "events") {
    return "Look at activity, peak times and retention right away, or make features per user and segment these.";
  }
  if (kind === "items") {
    return "Find groups of similar items, or link this dataset to events so that charts show titles and genres.";
  }
  return "Segment these rows by their numbers, see what sets each segment apart, and take every row away with its segment.";
}
