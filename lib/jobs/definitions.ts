import { z } from "zod";
import { idSchema } from "../schemas/paging";

/** Every background job with its payload. A payload holds ids only: what to do is read from the row they name. */
export const jobPayloads = {
  "dataset.ingest": z.strictObject({ versionId: idSchema }),
  "segmentation.run": z.strictObject({ segmentationId: idSchema }),
  "segmentation.judge": z.strictObject({ segmentationId: idSchema }),
  "segmentation.embed": z.strictObject({ segmentationId: idSchema }),
  "advice.run": z.strictObject({ adviceId: idSchema }),
  "scoring.run": z.strictObject({ scoringId: idSchema }),
  "recommender.train": z.strictObject({ versionId: idSchema }),
  "engagement.prepare": z.strictObject({ datasetId: idSchema }),
} as const satisfies Record<string, z.ZodType>;

export type JobName = keyof typeof jobPayloads;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobPayloads)[Name]>;

/** Jobs that nobody waits for: they come after the others, and never take the last free place of a worker. */
export const backgroundJobs: ReadonlySet<JobName> = new Set<JobName>(["segmentation.judge", "engagement.prepare"]);

export const jobNames = Object.keys(jobPayloads) as JobName[];

/**
 * A worker renews the lease of its jobs every `leaseRenewalMs`; a job whose lease is `leaseSeconds` old belongs to
 * a dead worker and is given to the next one. After `maximumRetries` such deaths the job itself is to blame.
 */
export const leaseSeconds = 10;
export const leaseRenewalMs = 2_000;
export const maximumRetries = 3;
