import { z } from "zod";
import { nameSchema } from "./dataset";
import { featureNamesSchema } from "./feature-names";
import { namedRecord } from "./named-record";
import { idSchema, jobErrorSchema, pageSchema, progressSchema, runStatusSchema } from "./paging";
import { structureSchema } from "./structure";

export const algorithmSchema = z.enum(["kmeans", "hierarchical", "dbscan", "hdbscan", "pca"]);
export type Algorithm = z.infer<typeof algorithmSchema>;

export const linkageSchema = z.enum(["ward", "complete", "average", "single"]);
export type Linkage = z.infer<typeof linkageSchema>;

export const preparationSchema = z.strictObject({
  missing: z.enum(["mean", "median", "zero", "drop"]).default("mean"),
  scaling: z.enum(["standard", "minmax", "robust", "none"]).default("standard"),
  /** What becomes of categories: refused, one 0/1 column per value, or their position in alphabetical order. */
  encoding: z.enum(["none", "onehot", "ordinal"]).default("none"),
  /** Names of the numeric features that log1p is applied to (after shifting the minimum to 0 when it is negative). */
  log1p: z.array(z.string()).default([]),
  /** `clip` pulls values beyond three interquartile ranges from the quartiles back to that fence. */
  outliers: z.enum(["keep", "clip"]).default("keep"),
});
export type Preparation = z.infer<typeof preparationSchema>;

const k = z.union([z.int().min(1).max(500), z.literal("auto")], "Give a whole number, or “auto”");
const components = z.union([z.int().min(1).max(2000), z.literal("auto")], "Give a whole number, or “auto”");

export const parametersSchemas = {
  kmeans: z.strictObject({ k }),
  hierarchical: z.strictObject({ k, linkage: linkageSchema.default("ward") }),
  dbscan: z.strictObject({ eps: z.union([z.number().positive(), z.literal("auto")], "Give a number above 0, or “auto”"), minSamples: z.int().min(1).max(10_000).default(5) }),
  hdbscan: z.strictObject({
    minClusterSize: z.int().min(2).max(1_000_000).default(5),
    minSamples: z.int().min(1).max(10_000).optional(),
    selection: z.enum(["eom", "leaf"]).default("eom"),
  }),
  pca: z.strictObject({ components: components.default(2) }),
} as const satisfies Record<Algorithm, z.ZodType>;

const planFields = {
  preparation: preparationSchema.default({ missing: "mean", scaling: "standard", encoding: "none", log1p: [], outliers: "keep" }),
  seed: z.int("Give a whole number").min(0).max(2 ** 31 - 1).default(42),
};

const requestFields = {
  ...planFields,
  datasetId: idSchema,
  name: nameSchema.optional(),
  features: z.array(z.string()).min(1, "Choose at least one feature").max(2000),
};

function byAlgorithm<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.discriminatedUnion("algorithm", [
    z.strictObject({ ...fields, algorithm: z.literal("kmeans"), parameters: parametersSchemas.kmeans }),
    z.strictObject({ ...fields, algorithm: z.literal("hierarchical"), parameters: parametersSchemas.hierarchical }),
    z.strictObject({ ...fields, algorithm: z.literal("dbscan"), parameters: parametersSchemas.dbscan }),
    z.strictObject({ ...fields, algorithm: z.literal("hdbscan"), parameters: parametersSchemas.hdbscan }),
    z.strictObject({ ...fields, algorithm: z.literal("pca"), parameters: parametersSchemas.pca }),
  ]);
}

/** A segmentation that a user asks for. */
export const segmentationRequestSchema = byAlgorithm(requestFields);
export type SegmentationRequest = z.infer<typeof segmentationRequestSchema>;

/** What the pure pipeline and the command line take: a request without its dataset; no feature means every numeric one. */
export const segmentationPlanSchema = byAlgorithm({ ...planFields, features: featureNamesSchema });
export type SegmentationPlan = z.infer<typeof segmentationPlanSchema>;

/** Only what applies to the algorithm and the data is present. */
export const qualitySchema = z.object({
  /** Mean over the rows that are not noise, −1 … 1. */
  silhouette: z.number().optional(),
  /** Present when the silhouette was estimated on a sample of that many rows. */
  silhouetteSampleSize: z.number().int().optional(),
  silhouetteStandardError: z.number().optional(),
  /** Beside a sampled silhouette: mean of the one by distances to the centroids, over every row that is in a segment. */
  centroidSilhouette: z.number().optional(),
  /** Sum of squared distances to the centroid, in the space of the prepared features. */
  inertia: z.number().optional(),
  calinskiHarabasz: z.number().optional(),
  daviesBouldin: z.number().optional(),
  noise: z.number().int().optional(),
  corePoints: z.number().int().optional(),
  /** The last 20 merges, ascending. */
  mergeHeights: z.array(z.number()).optional(),
  /** Divides by n − 1. */
  explainedVariance: z.array(z.number()).optional(),
  explainedVarianceRatio: z.array(z.number()).optional(),
  /** One array of loadings per component, in feature order. */
  components: z.array(z.array(z.number())).optional(),
});
export type Quality = z.infer<typeof qualitySchema>;

/** A numeric feature within one segment, in the data's own units. `std` divides by n − 1. */
export const numericCharacteristicSchema = z.object({
  mean: z.number().nullable(),
  std: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  median: z.number().nullable(),
  q1: z.number().nullable(),
  q3: z.number().nullable(),
  missingCount: z.number().int(),
});
export type NumericCharacteristic = z.infer<typeof numericCharacteristicSchema>;
/** A category within one segment: rows per value (the most frequent 50), and the missing ones. */
export const categoryCharacteristicSchema = z.object({
  values: namedRecord(z.number().int()),
  missingCount: z.number().int(),
});
export const characteristicsSchema = namedRecord(z.union([numericCharacteristicSchema, categoryCharacteristicSchema]));
export type Characteristics = z.infer<typeof characteristicsSchema>;

/**
 * One piece of evidence that sets a segment apart from the rest.
 * `value` and `overall` are means in the data's own units, or shares of a category (0–1);
 * `effectSize` is the standardised difference between the segment and all other rows (Cohen's d, pooled;
 * for a category Cohen's h); `low95`–`high95` is its 95 % confidence interval.
 */
export const evidenceSchema = z.object({
  feature: z.string(),
  /** Set when the evidence is about one value of a category. */
  category: z.string().optional(),
  value: z.number(),
  overall: z.number(),
  effectSize: z.number(),
  low95: z.number(),
  high95: z.number(),
  /** Whether the clustering used the feature. */
  used: z.boolean().optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const stabilitySchema = z.object({ jaccard: z.number(), reading: z.string() });
export const recommendationSchema = z.object({
  title: z.string(),
  reason: z.string(),
  channel: z.string().optional(),
  /** When to speak to them, from their peak activity, where the data know it. */
  time: z.string().optional(),
  message: z.string().optional(),
});
export type Recommendation = z.infer<typeof recommendationSchema>;

export const segmentSchema = z.object({
  id: idSchema,
  segment: z.number().int(),
  name: z.string(),
  description: z.string(),
  automaticName: z.string(),
  automaticDescription: z.string(),
  size: z.number().int(),
  shareRatio: z.number(),
  characteristics: characteristicsSchema,
  evidence: z.array(evidenceSchema),
  stability: stabilitySchema.optional(),
  recommendations: z.array(recommendationSchema).optional(),
  /** True for a segment of a cut that is only looked at: nothing is stored under its id yet. */
  unsaved: z.boolean().optional(),
});
export type Segment = z.infer<typeof segmentSchema>;

/** `GET /segments/ID`: the segment with the run it belongs to. */
export const segmentDetailSchema = segmentSchema.extend({
  segmentation: z.object({ id: idSchema, name: z.string(), datasetId: idSchema }),
});
export const segmentPatchSchema = z.strictObject({
  name: nameSchema.optional(),
  description: z.string().max(4000).optional(),
});

/** A node of the condensed merge tree: two children below it, or rows. Children are indexes into the same array. */
export const mergeTreeNodeSchema = z.object({
  height: z.number(),
  size: z.number().int(),
  left: z.number().int().optional(),
  right: z.number().int().optional(),
  /** A leaf's smallest row: segments of equal size are numbered by it. Absent in runs of older versions. */
  firstRow: z.number().int().optional(),
  /** Name of the row of a leaf, where they are few (≤ 200 rows in all). */
  label: z.string().optional(),
});

/** What the result page draws besides the segments. */
export const segmentationDetailsSchema = z.object({
  /** The plain-words reading of the quality, e.g. "Reasonable structure." and why. */
  reading: z.object({ verdict: z.string(), sentence: z.string() }),
  /** Share of the variance on the two axes of the map (principal components of the prepared features). */
  mapVarianceRatio: z.array(z.number()),
  /** Prepared column names, in the order of centroids and loadings (one-hot columns as "city=Kyiv"). */
  preparedFeatures: z.array(z.string()),
  /** Whole-population characteristics of every column, as for a segment. */
  overall: characteristicsSchema,
  droppedRows: z.number().int(),
  /** hierarchical: the last 200 merges; the root is the last node. */
  mergeTree: z.array(mergeTreeNodeSchema).optional(),
  /** Set when the rows were first condensed to that many micro-clusters. */
  microClusters: z.number().int().optional(),
  /** Whether there was anything to find; judged after the run. */
  structure: structureSchema.optional(),
  /** What the user should know: sampled, "auto" took k = 4 because …, dropped rows. */
  notices: z.array(z.string()),
});
export type SegmentationDetails = z.infer<typeof segmentationDetailsSchema>;

export const segmentationSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  status: runStatusSchema,
  progress: progressSchema,
  datasetId: idSchema,
  datasetName: z.string(),
  datasetVersion: z.number().int(),
  rows: z.number().int(),
  algorithm: algorithmSchema,
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  features: z.array(z.string()),
  preparation: preparationSchema,
  seed: z.number().int(),
  quality: qualitySchema.optional(),
  segmentCount: z.number().int(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  error: jobErrorSchema.optional(),
});
export type SegmentationSummary = z.infer<typeof segmentationSummarySchema>;

export const segmentationSchema = segmentationSummarySchema.extend({
  segments: z.array(segmentSchema),
  details: segmentationDetailsSchema.optional(),
  timingsMs: z.record(z.string(), z.number()).optional(),
  kernelVersion: z.string(),
  /** Set where another cut of the tree than the saved one is shown. */
  cut: z.number().int().optional(),
});
export type Segmentation = z.infer<typeof segmentationSchema>;

export const segmentationPageSchema = pageSchema(segmentationSummarySchema);
export const segmentationCreatedSchema = z.object({ id: idSchema, status: runStatusSchema });

/** `GET /segmentations/ID/map`: rows in the plane of the first two principal components. Parallel arrays; at most `limit` rows. */
export const segmentationMapSchema = z.object({
  rowIds: z.array(z.number().int()),
  x: z.array(z.number()),
  y: z.array(z.number()),
  segments: z.array(z.number().int()),
  confidence: z.array(z.number()),
  /** Text of the label column per row, when the dataset has one. */
  labels: z.array(z.string()).optional(),
  total: z.number().int(),
});
export type SegmentationMap = z.infer<typeof segmentationMapSchema>;
