import { z } from "zod";

/** Whether rows fall into groups at all. */
export const structureSchema = z.object({
  verdict: z.enum(["none", "weak", "reasonable", "strong"]),
  /** 0.5 for uniform data, towards 1 for clustered data; null for fewer than 10 rows. */
  hopkins: z.number().nullable(),
  /** The gap statistic at k = 1; null when it is not finite. */
  gapAtOne: z.number().nullable(),
  /** The number of segments the gap supports; 1 means none. */
  gapChoice: z.number().int(),
  sentence: z.string(),
});
export type Structure = z.infer<typeof structureSchema>;
