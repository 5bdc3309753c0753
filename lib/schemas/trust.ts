import { z } from "zod";
import { cutSchema } from "./segmentation-queries";

export const silhouetteQuerySchema = z.object({ cut: cutSchema.optional() });

/** Rows of each segment by how well they fit it, best first. Parallel arrays; beyond a few thousand rows evenly thinned out. */
export const silhouettePlotSchema = z.object({
  segments: z.array(
    z.object({
      segment: z.number().int(),
      /** Rows with a silhouette, shown or not. */
      rows: z.number().int(),
      negativeRows: z.number().int(),
      mean: z.number(),
      silhouettes: z.array(z.number()),
      rowIds: z.array(z.number().int()),
    }),
  ),
  /** Rows of the run, and those among them whose silhouette was computed. */
  total: z.number().int(),
  computed: z.number().int(),
  shown: z.number().int(),
  mean: z.number().nullable(),
});
export type SilhouettePlot = z.infer<typeof silhouettePlotSchema>;

export const agreementQuerySchema = z.object({ column: z.string().max(300).optional(), cut: cutSchema.optional() });

/** How far the segments agree with groups that are known from a column of the data. */
export const agreementSchema = z.object({
  /** Columns with few enough values to be groups, which the clustering did not use. */
  columns: z.array(z.object({ name: z.string(), values: z.number().int(), looksKnown: z.boolean() })),
  /** Absent when no column was asked for and none looks like the known answer. */
  agreement: z
    .object({
      column: z.string(),
      ari: z.number(),
      ami: z.number(),
      /** Rows that have a value, and those that have none and are left out. */
      rows: z.number().int(),
      missingRows: z.number().int(),
      values: z.array(z.string()),
      /** Rows per segment and value, in the order of `values`; only segments that have rows. */
      contingency: z.array(z.object({ segment: z.number().int(), counts: z.array(z.number().int()) })),
    })
    .optional(),
});
export type Agreement = z.infer<typeof agreementSchema>;
