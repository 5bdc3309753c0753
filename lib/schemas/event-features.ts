import { z } from "zod";

export const eventFeaturesRequestSchema = z.strictObject({
  timezone: z.string().max(64).default("UTC"),
  /** A pause of more than this ends a session. */
  sessionGapMinutes: z.number().positive().max(24 * 60).default(30),
  /** How money and orders are counted where the roles don't say it all. */
  purchases: z
    .strictObject({
      /** What one piece costs, or the whole line; the column with the role amount when absent. */
      amountColumn: z.string().max(300).optional(),
      /** Multiplies the amount: pieces per line. */
      quantityColumn: z.string().max(300).optional(),
      /** Names the order that a line belongs to: frequency then counts orders, not lines. */
      basketColumn: z.string().max(300).optional(),
      /** Leaves out lines whose quantity (without one: whose amount) is not above 0, such as cancellations. */
      positiveOnly: z.boolean().default(false),
    })
    .optional(),
});
export type EventFeaturesRequest = z.infer<typeof eventFeaturesRequestSchema>;
