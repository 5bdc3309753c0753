import { z } from "zod";
import { datasetKindSchema, datasetStatusSchema, nameSchema, readOptionsSchema } from "./dataset";
import { jsonText } from "./json-text";
import { idSchema, pageQuerySchema } from "./paging";

export const datasetListQuerySchema = pageQuerySchema.extend({
  /** Part of the name, upper or lower case. */
  search: z.string().max(200).optional(),
});
export type DatasetListQuery = z.infer<typeof datasetListQuerySchema>;

/** What goes with a dataset when it is deleted. */
export const datasetDependentsSchema = z.object({
  versions: z.number().int(),
  segmentations: z.number().int(),
  scorings: z.number().int(),
  audiences: z.number().int(),
  dashboards: z.number().int(),
  recommenders: z.number().int(),
  /** Bytes on disk that become free. */
  bytes: z.number(),
});
export type DatasetDependents = z.infer<typeof datasetDependentsSchema>;

export const versionModeSchema = z.enum(["append", "replace"]);
export type VersionMode = z.infer<typeof versionModeSchema>;

export const versionCreatedSchema = z.object({ id: idSchema, versionId: idSchema, status: datasetStatusSchema });
export type VersionCreated = z.infer<typeof versionCreatedSchema>;

/** Parameters of a route `…/[id]/versions/[versionId]`. */
export const versionParamsSchema = z.object({ id: idSchema, versionId: idSchema });

export const rereadSchema = z.strictObject({ readOptions: readOptionsSchema });

/** Read options as JSON text, the way a query or a form field carries them. */
const readOptionsTextSchema = jsonText(readOptionsSchema, 100_000);

const fileNameSchema = z.string().max(1000).optional();
const flagSchema = z.enum(["true", "false"]).transform((text) => text === "true");

export const uploadQuerySchema = z.object({
  name: nameSchema.optional(),
  filename: fileNameSchema,
  /** Guessed when absent. */
  kind: datasetKindSchema.optional(),
  options: readOptionsTextSchema.optional(),
});
export const versionUploadQuerySchema = z.object({
  mode: versionModeSchema,
  filename: fileNameSchema,
  options: readOptionsTextSchema.optional(),
  /** Append the same file once more. */
  repeat: flagSchema.default(false),
});

/** Metadata of a resumable upload. */
export const resumableUploadSchema = z.object({
  filename: z.string().max(1000),
  name: nameSchema.optional(),
  kind: datasetKindSchema.optional(),
  options: readOptionsTextSchema.optional(),
  /** Set for a new version of that dataset. */
  datasetId: idSchema.optional(),
  mode: versionModeSchema.default("append"),
  repeat: flagSchema.default(false),
});
export type ResumableUpload = z.infer<typeof resumableUploadSchema>;

/** Queries of what is read of a dataset's version: the current one, unless another is asked for. */
export const versionQuerySchema = z.object({ version: idSchema.optional() });
export const rejectsQuerySchema = versionQuerySchema.extend({ limit: z.coerce.number().int().min(1).max(1000).default(100) });
export const datasetExportQuerySchema = versionQuerySchema.extend({ format: z.enum(["csv", "json", "parquet"]).default("csv") });

/** A cell that could not be read as its column's type, or a line that could not be read at all. */
export const rejectSchema = z.object({
  line: z.number().int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
});
export const rejectsSchema = z.object({
  /** Rejected cells and lines; a row can have several. */
  total: z.number().int(),
  items: z.array(rejectSchema),
});
export type Rejects = z.infer<typeof rejectsSchema>;
