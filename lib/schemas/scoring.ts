import { z } from "zod";
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
