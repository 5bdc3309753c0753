import { z } from "zod";
import { idSchema } from "./paging";

/** A dataset of the people of some events, with the groups that were found or made in it, newest first. */
export const peopleDatasetSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** `linked`: the events name it as their profiles. `features`: made from the events. */
  relation: z.enum(["linked", "features"]),
  runs: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      createdAt: z.iso.datetime(),
      segments: z.array(z.object({ segment: z.number().int(), name: z.string(), size: z.number().int() })),
    }),
  ),
  audiences: z.array(z.object({ id: idSchema, name: z.string(), size: z.number().int() })),
});
export type PeopleDataset = z.infer<typeof peopleDatasetSchema>;

/** Who the charts of some events can be split by: segments and audiences of their own people. */
export const engagementGroupsSchema = z.object({ datasets: z.array(peopleDatasetSchema) });
export type EngagementGroups = z.infer<typeof engagementGroupsSchema>;
