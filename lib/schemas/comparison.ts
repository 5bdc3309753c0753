import { z } from "zod";

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
});
export type Comparison = z.infer<typeof comparisonSchema>;
