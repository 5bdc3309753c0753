import { adjustedRand, contingency } from "../kernels/rand-index";
import { createPreviewer, type PreviewQuestion, type SegmentationPreview } from "./preview-segmentation";
import type { SampleTable } from "./sample-table";

/** How much of a sample's segmentation stays when one feature is left out. */
export interface FeatureReliance {
  feature: string;
  /** Adjusted Rand index with and without the feature: 1 where nothing changes, about 0 where nothing is left. */
  agreement: number;
}

/**
 * Clusters a sample with all features, then without each one in turn; the parameters stay as they are. Features that the
 * segments rest on most come first.
 * @param question at least two features, an algorithm that makes segments; else there is nothing to leave out: []
 */
export function featureReliance(sample: SampleTable, question: PreviewQuestion): FeatureReliance[] {
  if (question.features.length < 2) return [];
  const preview = createPreviewer(sample);
  const whole = preview(question);
  return question.features
    .map((feature) => ({ feature, agreement: agreementOf(whole, preview({ ...question, features: question.features.filter((other) => other !== feature) })) }))
    .sort((a, b) => a.agreement - b.agreement);
}

/** Rows that only one of the two keeps (a missing value drops a row only where its column takes part) are not compared. */
function agreementOf(whole: SegmentationPreview, part: SegmentationPreview): number {
  const labelInPart = new Map(part.kept.map((row, i) => [row, part.labels[i] ?? -1]));
  const shared = whole.kept.flatMap((row, i) => (labelInPart.has(row) ? [{ before: whole.labels[i] ?? -1, after: labelInPart.get(row) ?? -1 }] : []));
  return adjustedRand(contingency(Int32Array.from(shared, ({ before }) => before), Int32Array.from(shared, ({ after }) => after)));
}
