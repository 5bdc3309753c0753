import { z } from "zod";
import { columnTypeSchema } from "./column";

/** What is advised about one column as a feature of a segmentation. */
export const featureSuggestionSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  kind: z.enum(["numeric", "category"]),
  /** Chosen by default. */
  use: z.boolean(),
  /** Whether it can be chosen at all. */
  possible: z.boolean(),
  reason: z.string().optional(),
  suggestion: z.literal("log1p").optional(),
});
export type FeatureSuggestion = z.infer<typeof featureSuggestionSchema>;

/** `GET /datasets/ID/features` */
export const featureSuggestionsSchema = z.object({
  features: z.array(featureSuggestionSchema),
  correlations: z.object({ names: z.array(z.string()), values: z.array(z.number().nullable()) }),
});
export type FeatureSuggestions = z.infer<typeof featureSuggestionsSchema>;
