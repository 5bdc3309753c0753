import { z } from "zod";
import { idSchema } from "./paging";

/** What the engagement page knows of a dataset before it asks for a chart. Days are UTC. */
export const engagementFactsSchema = z.object({
  datasetId: idSchema,
  datasetName: z.string(),
  version: z.number().int(),
  events: z.number().int(),
  /** Events without a time, which no chart counts. */
  untimed: z.number().int(),
  firstDay: z.string(),
  lastDay: z.string(),
  has: z.object({ user: z.boolean(), item: z.boolean(), category: z.boolean(), minutes: z.boolean(), rating: z.boolean() }),
  /** Columns that say where events came from and on what (device, country …): answers of `places`, values of the filter `place`. */
  places: z.array(z.string()),
  /** The linked dataset of profiles. */
  profilesDatasetId: idSchema.optional(),
  /** With a linked catalogue: how well its keys match. */
  itemLink: z.object({ unknownItems: z.number().int(), unknownItemEvents: z.number().int() }).optional(),
});
export type EngagementFacts = z.infer<typeof engagementFactsSchema>;
