import { z } from "zod";
import { idSchema } from "./paging";
import { segmentationSchema } from "./segmentation";

/** Who reads a report: colleagues, or whoever has a public link and so sees nothing about single rows or people. */
export const reportReaderSchema = z.enum(["team", "public"]);
export type ReportReader = z.infer<typeof reportReaderSchema>;

/** All that a run's report is written from. */
export const reportSchema = z.object({
  reader: reportReaderSchema,
  run: segmentationSchema,
  data: z.object({ fileName: z.string(), sha256: z.string(), rejectedRows: z.number().int() }),
  writtenAt: z.iso.datetime(),
});
export type Report = z.infer<typeof reportSchema>;

export const shareLinkRequestSchema = z.strictObject({ days: z.int().min(1, "At least one day").max(365, "At most a year").default(30) });

export const shareLinkSchema = z.object({
  id: idSchema,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type ShareLink = z.infer<typeof shareLinkSchema>;
export const shareLinkListSchema = z.object({ items: z.array(shareLinkSchema) });
/** The address is shown once: only a hash of its token is kept. */
export const shareLinkCreatedSchema = shareLinkSchema.extend({ url: z.url() });
export const sharedReportParamsSchema = z.object({ token: z.string().regex(/^tss_[\w-]{43}$/u) });
