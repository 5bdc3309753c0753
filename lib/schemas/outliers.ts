import { z } from "zod";

/** Rows that belong to no segment of a density-based run, the farthest first, each with why. */
export const outliersSchema = z.object({
  /** Rows without a segment, listed or not. */
  total: z.number().int(),
  /** The distance within which rows are neighbours; DBSCAN only. */
  eps: z.number().optional(),
  items: z.array(
    z.object({
      rowId: z.number().int(),
      /** What names the row, where the dataset has such a column. */
      label: z.string().optional(),
      /** To the nearest core row (HDBSCAN: the nearest row of a segment), in the space of the prepared features. */
      distance: z.number().nullable(),
      nearestSegment: z.number().int().nullable(),
      /** The feature in which the row is farthest from the average of all rows, in their standard deviations. */
      unusual: z.object({
        feature: z.string(),
        /** In the data's own units; null where the feature has no number of its own. */
        value: z.number().nullable(),
        average: z.number().nullable(),
        zScore: z.number(),
        /** Share of all rows that lie on the near side of it. */
        beyondRatio: z.number(),
      }),
    }),
  ),
});
export type Outliers = z.infer<typeof outliersSchema>;
