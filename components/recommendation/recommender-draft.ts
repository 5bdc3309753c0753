import type { Dataset } from "@/lib/schemas/dataset";
import type { AlgorithmList, InteractionOptions, RecommenderAlgorithm, RecommenderParameters, RecommenderRequest, RecommenderSchedule } from "@/lib/schemas/recommender";

export type AlgorithmInfo = AlgorithmList["items"][number];
export type Feedback = "explicit" | "implicit";

/** What the form holds; parameters that were not touched take the algorithm's defaults. */
export interface RecommenderDraft {
  name: string;
  algorithm: RecommenderAlgorithm;
  parameters: RecommenderParameters;
  feedback: InteractionOptions["feedback"];
  /** Ends of the rating scale; both empty: what was seen. */
  lowestRating: string;
  highestRating: string;
  positiveFrom: string;
  typeColumn: string;
  weights: Record<string, number>;
  segmentationId: string;
  schedule: RecommenderSchedule;
  seed: number;
}

export const emptyDraft: RecommenderDraft = {
  name: "", algorithm: "blend", parameters: {}, feedback: "auto", lowestRating: "", highestRating: "", positiveFrom: "", typeColumn: "", weights: {}, segmentationId: "", schedule: "none", seed: 42,
};

/** What is learned from unless somebody says otherwise: ratings, where at least half of the rows have one. */
export function usualFeedback({ columns, rowCount }: Pick<Dataset, "columns" | "rowCount">): Feedback {
  const rating = columns.find(({ role }) => role === "rating");
  return rating && rating.missingCount <= 0.5 * rowCount ? "explicit" : "implicit";
}

/** The value a parameter has when nobody touches it. */
export function defaultOf(parameter: AlgorithmInfo["parameters"][number], feedback: Feedback): number | string {
  return (feedback === "implicit" ? parameter.implicitDefault : undefined) ?? parameter.default;
}

/** The first thing that is wrong, by field; empty when the draft can be sent. */
export function checkRecommenderDraft(draft: RecommenderDraft, info: AlgorithmInfo | undefined): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const parameter of info?.parameters ?? []) {
    const value = draft.parameters[parameter.name];
    if (value === undefined || parameter.kind === "choice") continue;
    if (typeof value !== "number" || value < parameter.min || value > parameter.max || (parameter.integer && !Number.isInteger(value))) {
      problems[parameter.name] = `Choose a ${parameter.integer ? "whole number" : "number"} from ${parameter.min} to ${parameter.max}.`;
    }
  }
  const scale = scaleOf(draft);
  if (scale && !(scale[0] < scale[1])) problems.highestRating = "Write both ends, such as 1 and 5, or neither.";
  if (draft.positiveFrom !== "" && !Number.isFinite(Number(draft.positiveFrom))) problems.positiveFrom = "Write a rating, such as 4.";
  if (!Number.isInteger(draft.seed) || draft.seed < 0 || draft.seed > 2 ** 31 - 1) problems.seed = "Choose a whole number from 0 to 2,147,483,647.";
  return problems;
}

/** The scale as it was written, an end that is missing or no number as NaN; undefined where neither is written, or ratings don't count. */
function scaleOf({ feedback, lowestRating, highestRating }: RecommenderDraft): [number, number] | undefined {
  const numberOf = (text: string) => (text === "" ? Number.NaN : Number(text));
  return feedback === "implicit" || (lowestRating === "" && highestRating === "") ? undefined : [numberOf(lowestRating), numberOf(highestRating)];
}

export function requestOfRecommenderDraft(draft: RecommenderDraft, datasetId: string): RecommenderRequest {
  const scale = scaleOf(draft);
  return {
    datasetId,
    ...(draft.name.trim() && { name: draft.name.trim() }),
    algorithm: draft.algorithm,
    parameters: draft.parameters,
    seed: draft.seed,
    interactions: {
      feedback: draft.feedback,
      ...(scale && { scale }),
      ...(draft.positiveFrom !== "" && { positiveFrom: Number(draft.positiveFrom) }),
      ...(draft.typeColumn && { typeColumn: draft.typeColumn }),
      weights: draft.weights,
    },
    ...(draft.segmentationId && { segmentationId: draft.segmentationId }),
    schedule: draft.schedule,
  };
}
