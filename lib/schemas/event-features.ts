import { z } from "zod";

export const eventFeaturesRequestSchema = z.strictObject({
  timezone: z.string().max(64).default("UTC"),
  /** A pause of more than this ends a session. */
  sessionGapMinutes: z.number().positive().max(24 * 60).default(30),
});
export type EventFeaturesRequest = z.infer<typeof eventFeaturesRequestSchema>;
