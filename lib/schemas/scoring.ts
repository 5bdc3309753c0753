import { z } from "zod";
import { columnTypeSchema } from "./column";
import { rowSchema } from "./dataset";
import { idSchema, jobErrorSchema, progressSchema, runStatusSchema } from "./paging";

export const scoringRequestSchema = z.strictObject({ datasetId: idSchema });
export const scoringCreatedSchema = z.object({ id: idSchema, status: runStatusSchema });

export const scoringResultSchema = z.object({
  rows: z.number().int(),
  /** Rows that were left out because a feature is missing. */
  droppedRows: z.number().int(),
  /** Every segment of the run, also those that no new row fell into. */
  segments: z.array(z.object({ segment: z.number().int(), name: z.string(), size: z.number().int(), shareRatio: z.number(), shareRatioThen: z.number() })),
  /** Largest first; below 0.1 a feature is stable, above 0.25 it is another population. */
  drift: z.array(z.object({ feature: z.string(), psi: z.number() })),
  /** Rows farther from their centroid than 99 % of the run's rows were. */
  unlikeRows: z.number().int(),
  /** That distance, in the space of the prepared features. */
  unlikeBeyond: z.number().optional(),
});
export type ScoringResult = z.infer<typeof scoringResultSchema>;

export const scoringSchema = scoringResultSchema.partial().extend({
  id: idSchema,
  segmentationId: idSchema,
  datasetId: idSchema,
  status: runStatusSchema,
  progress: progressSchema,
  error: jobErrorSchema.optional(),
  createdAt: z.iso.datetime(),
});
export type Scoring = z.infer<typeof scoringSchema>;

export const scoringExportQuerySchema = z.object({ format: z.enum(["csv", "json"]).default("csv") });

/** `GET /scorings/ID/unlike`: rows unlike anything the run was made on, the farthest first, at most 200 of `total`. */
export const unlikeRowsSchema = z.object({
  items: z.array(rowSchema.extend({ segment: z.number().int(), distance: z.number() })),
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema })),
  total: z.number().int(),
  beyond: z.number().optional(),
});
export type UnlikeRows = z.infer<typeof unlikeRowsSchema>;
