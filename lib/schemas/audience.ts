import { z } from "zod";
import { nameSchema, rowFilterSchema } from "./dataset";
import { mapAreaSchema } from "./map";
import { idSchema, pageSchema } from "./paging";

const segmentsSchema = z.array(z.number().int().min(-1)).min(1, "Choose at least one segment").max(500);

/** Made from segments of a run, from a filter over a dataset's columns, from both, or from a part of a run's map. */
export const audienceRequestSchema = z.union([
  z.strictObject({ name: nameSchema, segmentationId: idSchema, segments: segmentsSchema, filter: z.array(rowFilterSchema).max(50).optional() }),
  z.strictObject({ name: nameSchema, segmentationId: idSchema, area: mapAreaSchema }),
  z.strictObject({ name: nameSchema, datasetId: idSchema, filter: z.array(rowFilterSchema).min(1, "Give at least one condition").max(50) }),
]);
export type AudienceRequest = z.infer<typeof audienceRequestSchema>;

export const audienceFilterSchema = z.object({
  segmentationId: idSchema.optional(),
  segments: segmentsSchema.optional(),
  conditions: z.array(rowFilterSchema),
  /** A part of the run's map. */
  area: mapAreaSchema.optional(),
  /** People who were picked in a chart: the column that names them, and how many. */
  picked: z.object({ column: z.string(), count: z.number().int() }).optional(),
});

/** As it is stored: with the keys of those who were picked. */
export const storedAudienceFilterSchema = audienceFilterSchema.extend({ keys: z.array(z.string()).optional() });
export type AudienceFilter = z.infer<typeof storedAudienceFilterSchema>;

export const audienceSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Rows of the dataset's present version that are in it. */
  size: z.number().int(),
  filter: audienceFilterSchema,
  datasetId: idSchema,
  datasetName: z.string(),
  segmentation: z.object({ id: idSchema, name: z.string() }).optional(),
  /** Names of the segments, in the order of `filter.segments`. */
  segmentNames: z.array(z.string()).optional(),
  /** The column that names its rows; absent where none does. */
  idColumn: z.string().optional(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type Audience = z.infer<typeof audienceSchema>;
export const audiencePageSchema = pageSchema(audienceSchema);
export const audienceMembersQuerySchema = z.object({
  format: z.enum(["csv", "json"]).default("csv"),
  /** Only the column that names the rows. */
  only: z.enum(["ids"]).optional(),
});
/** How many an audience would hold, of all rows. */
export const audienceCountSchema = z.object({ size: z.number().int(), rows: z.number().int() });
