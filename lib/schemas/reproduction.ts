import { z } from "zod";
import { idSchema, runStatusSchema } from "./paging";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/u);

/** SHA-256 of the bytes of a run's input and of both parts of its result. */
export const fingerprintSchema = z.object({
  /** Row ids and every value of the features, as they were read. */
  input: sha256Schema,
  /** Row ids and the segment, confidence and map position of each row. */
  assignments: sha256Schema,
  /** Centroids, components and means, as 64-bit numbers. */
  model: sha256Schema,
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** One run of the same request. */
export const repetitionSchema = z.object({
  id: idSchema,
  name: z.string(),
  status: runStatusSchema,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  kernelVersion: z.string(),
  /** Absent until it has finished, and for runs from before fingerprints were kept. */
  fingerprint: fingerprintSchema.optional(),
  /** Whether its result has the same bytes as this run's; absent while either is not known. */
  identical: z.boolean().optional(),
  /** Why it may differ: other kernels, other data. */
  differences: z.array(z.string()),
});
export type Repetition = z.infer<typeof repetitionSchema>;

/** `GET /segmentations/ID/repetitions`: this run first, then the run it repeats and all that repeat it, newest first. */
export const reproductionSchema = z.object({ run: repetitionSchema, repetitions: z.array(repetitionSchema) });
export type Reproduction = z.infer<typeof reproductionSchema>;
