import { z } from "zod";
import { columnTypeSchema } from "./column";
import { nameSchema, rowSchema } from "./dataset";
import { idSchema, pageQuerySchema, pageSchema, runStatusSchema } from "./paging";

const flagSchema = z.enum(["true", "false"]).transform((text) => text === "true");

export const segmentationListQuerySchema = pageQuerySchema.extend({
  /** The history of runs on one dataset. */
  datasetId: idSchema.optional(),
  status: runStatusSchema.optional(),
});
export type SegmentationListQuery = z.infer<typeof segmentationListQuerySchema>;

export const segmentationPatchSchema = z.strictObject({ name: nameSchema });

/** Whether a run is possible, what it will take, and what to do instead where it is not. */
export const segmentationEstimateSchema = z.object({
  possible: z.boolean(),
  /** What has to change, each with the part of the request it is about. */
  problems: z.array(z.object({ name: z.string(), reason: z.string() })),
  rows: z.number().int(),
  /** Prepared columns: after one-hot encoding. */
  columns: z.number().int(),
  memoryBytes: z.number(),
  memoryLimitBytes: z.number(),
  /** An order of magnitude. */
  durationMs: z.number(),
  /** Whether a hierarchical run condenses the rows to micro-clusters first. */
  twoStage: z.boolean(),
  /** What would fit instead, in words. */
  alternatives: z.array(z.string()),
  /** Ways out of a run that is too large or too slow, each with what is lost by it. */
  offers: z.array(
    z.object({
      kind: z.enum(["sample", "two-stage", "kmeans"]),
      title: z.string(),
      loses: z.string(),
      /** Rows of the sample. */
      rows: z.number().int().optional(),
    }),
  ),
});
export type SegmentationEstimate = z.infer<typeof segmentationEstimateSchema>;

/** Another cut of a hierarchical run's tree than the saved one; absent for the saved one. */
export const cutSchema = z.coerce.number().int().min(1).max(500);
export const cutQuerySchema = z.object({ k: cutSchema });
export const cutBodySchema = z.strictObject({ k: z.int().min(1).max(500) });

export const segmentationRowsQuerySchema = pageQuerySchema.extend({
  segment: z.coerce.number().int().min(-1).optional(),
  /** Only rows that sit badly in their segment: a negative silhouette, or a confidence below 0.15. */
  doubtful: flagSchema.default(false),
  cut: cutSchema.optional(),
  /** A column of the dataset, or `segment`, `confidence`, `silhouette`, `distance`. */
  sort: z.string().max(300).optional(),
  direction: z.enum(["asc", "desc"]).default("asc"),
});
export type SegmentationRowsQuery = z.infer<typeof segmentationRowsQuerySchema>;

/** A row with where it belongs; figures are absent where the algorithm gives none. */
export const assignedRowSchema = rowSchema.extend({
  segment: z.number().int(),
  confidence: z.number().nullable(),
  secondSegment: z.number().int().nullable(),
  silhouette: z.number().nullable(),
  distance: z.number().nullable(),
});
export const segmentationRowsSchema = pageSchema(assignedRowSchema).extend({
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema })),
  total: z.number().int(),
});
export type SegmentationRows = z.infer<typeof segmentationRowsSchema>;

export const segmentationExportQuerySchema = z.object({
  format: z.enum(["csv", "json", "parquet"]).default("csv"),
  level: z.enum(["segments", "rows"]).default("rows"),
  /** Only the rows of this segment. */
  segment: z.coerce.number().int().min(-1).optional(),
});
export type SegmentationExportQuery = z.infer<typeof segmentationExportQuerySchema>;
