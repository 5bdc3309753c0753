import { z } from "zod";
import { idSchema, jobErrorSchema, progressSchema, runStatusSchema } from "./paging";

export const jobKindSchema = z.enum(["dataset", "segmentation", "advice", "scoring", "recommender"]);

/** A background job as an administrator sees it: what it works on and how far it is. */
export const jobSchema = z.object({
  /** The id of the row it works on: a dataset version, a segmentation … */
  id: idSchema,
  kind: jobKindSchema,
  /** Name of the dataset or run. */
  subject: z.string(),
  /** Page to look at. */
  href: z.string(),
  status: runStatusSchema,
  progress: progressSchema,
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  error: jobErrorSchema.optional(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobListSchema = z.object({
  items: z.array(jobSchema),
  workers: z.array(z.object({ id: z.string(), seenAt: z.iso.datetime() })),
});
export type JobList = z.infer<typeof jobListSchema>;

export const jobListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });
