import { z } from "zod";

/** Query of every list: at most `limit` entries after the opaque `cursor`. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** Answer of every list; no `nextCursor` on the last page. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

export const idSchema = z.uuid();

export const progressSchema = z.object({
  /** What is being done now, in words a user understands. */
  stage: z.string(),
  ratio: z.number().min(0).max(1),
});
export type Progress = z.infer<typeof progressSchema>;

/** Why a job failed, for the screen. */
export const jobErrorSchema = z.object({ code: z.string(), message: z.string() });

export const runStatusSchema = z.enum(["queued", "running", "succeeded", "failed", "cancelled"]);
export type RunStatus = z.infer<typeof runStatusSchema>;

/** Parameters of a route `…/[id]`. */
export const idParamsSchema = z.object({ id: idSchema });
