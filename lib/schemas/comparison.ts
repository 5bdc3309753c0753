import { z } from "zod";
import { columnTypeSchema } from "./column";
import { rowSchema } from "./dataset";
import { idSchema, pageQuerySchema, pageSchema } from "./paging";

/** `GET /segmentations/ID/compare/OTHER` */
export const comparisonSchema = z.object({
  /** Adjusted Rand index and adjusted mutual information: 1 for the same partition, about 0 for independent ones. */
  ari: z.number(),
  ami: z.number(),
  /** Rows that both runs have. */
  rows: z.number().int(),
  contingency: z.array(z.object({ segment: z.number().int(), otherSegment: z.number().int(), rows: z.number().int() })),
  matches: z.array(z.object({ segment: z.number().int(), otherSegment: z.number().int(), sharedRows: z.number().int(), jaccard: z.number() })),
  /** Rows that are not in the segment that matches theirs. */
  movedRows: z.number().int(),
  /** How rows were found again: by a column's name, or by their position in the file. */
  matchedBy: z.string(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** `GET /segmentations/ID/compare/OTHER/moved`: all that moved, or those of one or both segments. With a format it is a file. */
export const movedRowsQuerySchema = pageQuerySchema.extend({
  segment: z.coerce.number().int().min(-1).optional(),
  otherSegment: z.coerce.number().int().min(-1).optional(),
  format: z.enum(["csv", "json"]).optional(),
});
export type MovedRowsQuery = z.infer<typeof movedRowsQuerySchema>;

export const movedRowsSchema = pageSchema(rowSchema.extend({ segment: z.number().int(), otherSegment: z.number().int() })).extend({
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema })),
  total: z.number().int(),
  /** Of a scoring: how rows were found again, and how many were. */
  matchedBy: z.string().optional(),
  comparedRows: z.number().int().optional(),
});
export type MovedRows = z.infer<typeof movedRowsSchema>;

/** `GET /segmentations/ID/trend`: the segments against those of the run before it; empty where there is none to compare with. */
export const trendSchema = z.object({
  previous: z.object({ id: idSchema, name: z.string(), datasetVersion: z.number().int(), finishedAt: z.iso.datetime() }).optional(),
  segments: z.array(z.object({ segment: z.number().int(), previousSegment: z.number().int(), previousShareRatio: z.number(), jaccard: z.number() })),
});
export type Trend = z.infer<typeof trendSchema>;
