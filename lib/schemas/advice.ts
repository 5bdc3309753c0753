import { z } from "zod";
import { idSchema, jobErrorSchema, progressSchema, runStatusSchema } from "./paging";
import { algorithmSchema, preparationSchema } from "./segmentation";
import { structureSchema } from "./structure";

export const adviceRequestSchema = z.strictObject({
  datasetId: idSchema,
  algorithm: algorithmSchema,
  features: z.array(z.string()).min(1, "Choose at least one feature").max(2000),
  preparation: preparationSchema.default({ missing: "mean", scaling: "standard", encoding: "none", log1p: [], outliers: "keep" }),
  /** Numbers of segments to judge; when absent 2 to 12, or to half the rows of small tables. */
  range: z
    .strictObject({ from: z.int().min(2).max(50), to: z.int().min(2).max(50) })
    .refine(({ from, to }) => from <= to, "“from” is above “to”")
    .optional(),
  linkage: z.enum(["ward", "complete", "average", "single"]).optional(),
  minSamples: z.int().min(1).max(10_000).optional(),
  seed: z.int().min(0).max(2 ** 31 - 1).default(42),
});
export type AdviceRequest = z.infer<typeof adviceRequestSchema>;

/** The indices of one number of segments; an index that is undefined there is null. */
export const kIndicesSchema = z.object({
  k: z.number().int(),
  inertia: z.number(),
  silhouette: z.number().nullable(),
  calinskiHarabasz: z.number().nullable(),
  daviesBouldin: z.number().nullable(),
  gap: z.number().nullable(),
  gapStandardError: z.number().nullable(),
});
export type KIndices = z.infer<typeof kIndicesSchema>;

export const adviceIndexSchema = z.enum(["inertia", "silhouette", "calinskiHarabasz", "daviesBouldin", "gap"]);

export const adviceResultSchema = z.object({
  byK: z.array(kIndicesSchema).optional(),
  votes: z.array(z.object({ index: adviceIndexSchema, k: z.number().int() })).optional(),
  /** Sorted distances to the minSamples-th neighbour: `ratio` of the rows are at most `distance` away. */
  epsCurve: z.array(z.object({ ratio: z.number(), distance: z.number() })).optional(),
  /** Share of the variance per component, all components. */
  scree: z.array(z.number()).optional(),
  suggestion: z.union([z.object({ k: z.number().int() }), z.object({ eps: z.number(), minSamples: z.number().int() }), z.object({ components: z.number().int() })]),
  /** Why the suggestion, in one or two sentences. */
  sentence: z.string(),
  structure: structureSchema,
  /** Rows that the indices rest on, when not all. */
  sampleSize: z.number().int().optional(),
});
export type AdviceResult = z.infer<typeof adviceResultSchema>;

export const adviceSchema = adviceResultSchema.partial().extend({
  id: idSchema,
  datasetId: idSchema,
  status: runStatusSchema,
  progress: progressSchema,
  error: jobErrorSchema.optional(),
});
export type Advice = z.infer<typeof adviceSchema>;
