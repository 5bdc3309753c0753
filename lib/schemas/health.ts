import { z } from "zod";

const partSchema = z.enum(["up", "down"]);

export const healthSchema = z.object({
  status: z.enum(["ok", "degraded"]),
  database: partSchema,
  /** Whether at least one worker was seen lately; down where the database is. */
  worker: partSchema,
  version: z.string(),
});
export type Health = z.infer<typeof healthSchema>;
