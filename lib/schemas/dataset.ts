import { z } from "zod";
import { columnProfileSchema, columnRoleSchema, columnTypeSchema } from "./column";
import { featuresOriginSchema } from "./event-features";
import { jsonText } from "./json-text";
import { idSchema, jobErrorSchema, pageQuerySchema, pageSchema, progressSchema } from "./paging";

export const datasetKindSchema = z.enum(["profiles", "events", "items"]);
export type DatasetKind = z.infer<typeof datasetKindSchema>;

export const datasetStatusSchema = z.enum(["ingesting", "ready", "failed"]);
export type DatasetStatus = z.infer<typeof datasetStatusSchema>;

export const encodingSchema = z.enum(["utf-8", "utf-16", "latin-1"]);

/** What the user may override before or after an ingest; an absent key means "find out". */
export const readOptionsSchema = z.strictObject({
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  header: z.boolean().optional(),
  encoding: encodingSchema.optional(),
  decimal: z.enum([".", ","]).optional(),
  /** IANA zone of times that carry none; UTC when absent. */
  timezone: z.string().max(64).optional(),
  /** Type by column name. */
  types: z.record(z.string(), columnTypeSchema).optional(),
  /** Role by column name. */
  roles: z.record(z.string(), columnRoleSchema).optional(),
});
export type ReadOptions = z.infer<typeof readOptionsSchema>;

/** How the file was read in the end. */
export const dialectSchema = z.object({
  format: z.enum(["csv", "xlsx", "parquet"]),
  delimiter: z.string().optional(),
  quote: z.string().optional(),
  header: z.boolean().optional(),
  encoding: encodingSchema.optional(),
  byteOrderMark: z.boolean().optional(),
  compressed: z.boolean().optional(),
  decimal: z.enum([".", ","]).optional(),
  sheet: z.string().optional(),
  timezone: z.string().optional(),
});
export type Dialect = z.infer<typeof dialectSchema>;

export const datasetVersionSchema = z.object({
  id: idSchema,
  number: z.number().int(),
  status: datasetStatusSchema,
  /** `live`: events that were sent in. `features`: made from a dataset of events. */
  origin: z.enum(["create", "append", "replace", "reread", "live", "features"]),
  /** The version of the events that it was made from. */
  madeFromVersion: z.number().int().optional(),
  fileName: z.string(),
  sourceBytes: z.number(),
  storedBytes: z.number().optional(),
  rowCount: z.number().int().optional(),
  rejectedCount: z.number().int().optional(),
  progress: progressSchema,
  dialect: dialectSchema.optional(),
  readOptions: readOptionsSchema,
  error: jobErrorSchema.optional(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  current: z.boolean(),
});
export type DatasetVersion = z.infer<typeof datasetVersionSchema>;

export const datasetLinksSchema = z.object({ items: idSchema.nullish(), profiles: idSchema.nullish() });

/** A dataset as a list shows it; the figures are those of the current version. */
export const datasetSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: datasetKindSchema,
  status: datasetStatusSchema,
  progress: progressSchema,
  rowCount: z.number().int(),
  rejectedCount: z.number().int(),
  columnCount: z.number().int(),
  sourceBytes: z.number(),
  storedBytes: z.number(),
  owner: z.object({ id: idSchema, name: z.string() }),
  version: z.number().int(),
  segmentationCount: z.number().int(),
  links: datasetLinksSchema,
  error: jobErrorSchema.optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type DatasetSummary = z.infer<typeof datasetSummarySchema>;

export const datasetSchema = datasetSummarySchema.extend({
  columns: z.array(columnProfileSchema),
  dialect: dialectSchema.optional(),
  readOptions: readOptionsSchema,
  versions: z.array(datasetVersionSchema),
  /** For features from events: which, of what, and whether they are still those of the events. */
  madeFrom: featuresOriginSchema.optional(),
  /** Datasets of users that were made from these events. */
  features: z.array(z.object({ id: idSchema, name: z.string() })),
});
export type Dataset = z.infer<typeof datasetSchema>;

export const datasetPageSchema = pageSchema(datasetSummarySchema);
export const datasetCreatedSchema = z.object({
  id: idSchema,
  status: datasetStatusSchema,
  /** An older dataset made of exactly the same file. */
  sameAs: z.object({ id: idSchema, name: z.string() }).optional(),
});

/** 1–200 characters without control characters; shown exactly as written. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, "Give a name")
  .max(200, "A name has at most 200 characters")
  .regex(/^[^\u0000-\u001f\u007f]*$/u, "A name has no line breaks or control characters");

export const datasetPatchSchema = z.strictObject({
  name: nameSchema.optional(),
  kind: datasetKindSchema.optional(),
  /** A changed type reads the file again as a new version; a changed role does not. */
  columns: z
    .array(z.strictObject({ name: z.string(), type: columnTypeSchema.optional(), role: columnRoleSchema.optional() }))
    .max(10_000)
    .optional(),
  links: datasetLinksSchema.optional(),
  /** For features from events: whether a new version of the events makes a new one of them. */
  followsEvents: z.boolean().optional(),
});
export type DatasetPatch = z.infer<typeof datasetPatchSchema>;

export const rowFilterSchema = z.strictObject({
  column: z.string(),
  operator: z.enum(["equals", "not-equals", "contains", "less", "greater", "missing", "present"]),
  value: z.string().max(1000).optional(),
});
export type RowFilter = z.infer<typeof rowFilterSchema>;

export const rowsQuerySchema = pageQuerySchema.extend({
  sort: z.string().max(300).optional(),
  direction: z.enum(["asc", "desc"]).default("asc"),
  /** JSON array of RowFilter. */
  filter: jsonText(z.array(rowFilterSchema).max(50), 4000).optional(),
});
export type RowsQuery = z.infer<typeof rowsQuerySchema>;

/** One row: its `row_id` and its cells in column order; a missing cell is null, times are ISO 8601. */
export const rowSchema = z.object({
  rowId: z.number().int(),
  cells: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export const rowsPageSchema = pageSchema(rowSchema).extend({
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema })),
  /** Rows that match the filter. */
  total: z.number().int(),
});
export type RowsPage = z.infer<typeof rowsPageSchema>;
