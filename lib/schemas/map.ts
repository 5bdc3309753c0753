import { z } from "zod";
import { jobErrorSchema, progressSchema, runStatusSchema } from "./paging";
import { assignedRowSchema, cutSchema } from "./segmentation-queries";
import { columnTypeSchema } from "./column";

/** Two planes: the first two principal components, or the run's UMAP. */
export const projectionSchema = z.enum(["pca", "umap"]);
export type Projection = z.infer<typeof projectionSchema>;

/** A part of a map: the inside of a closed line in the map's own units. */
export const mapAreaSchema = z.strictObject({
  projection: projectionSchema,
  points: z.array(z.tuple([z.number(), z.number()])).min(3, "Three points make an area").max(500),
});
export type MapArea = z.infer<typeof mapAreaSchema>;

/** `GET /segmentations/ID/umap`: whether the run has a UMAP, or how far it is. */
export const embeddingSchema = z.object({
  status: z.union([runStatusSchema, z.literal("none")]),
  progress: progressSchema,
  /** Rows that have a place. */
  rows: z.number().int().optional(),
  error: jobErrorSchema.optional(),
});
export type Embedding = z.infer<typeof embeddingSchema>;

export const mapQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200_000).default(20_000),
  cut: cutSchema.optional(),
  projection: projectionSchema.default("pca"),
});

export const mapValuesQuerySchema = mapQuerySchema.extend({ column: z.string().max(300) });
/** A column's value of each row of the map with the same limit, cut and projection, in its order. */
export const mapValuesSchema = z.object({
  column: z.string(),
  kind: z.enum(["numeric", "category"]),
  values: z.array(z.union([z.number(), z.string(), z.null()])),
});
export type MapValues = z.infer<typeof mapValuesSchema>;

export const selectionRequestSchema = z.strictObject({ area: mapAreaSchema, cut: z.int().min(1).max(500).optional() });

/** The rows inside an area of the map: all of them counted, the first ones in full. */
export const selectionSchema = z.object({
  total: z.number().int(),
  bySegment: z.array(z.object({ segment: z.number().int(), rows: z.number().int() })),
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema })),
  items: z.array(assignedRowSchema),
  /** What names each row: its key where the dataset has one, else its number. At most 100,000. */
  ids: z.array(z.string()),
  idColumn: z.string(),
});
export type Selection = z.infer<typeof selectionSchema>;
