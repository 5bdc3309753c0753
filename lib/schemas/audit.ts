import { z } from "zod";
import { idSchema, pageSchema } from "./paging";

export const auditEventSchema = z.object({
  id: idSchema,
  at: z.iso.datetime(),
  /** Who did it; absent when nobody was signed in. */
  user: z.object({ id: idSchema, name: z.string() }).optional(),
  /** What was done, like `user.created`. */
  action: z.string(),
  /** What it was done to: an email, a token's name. */
  subject: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;
export const auditPageSchema = pageSchema(auditEventSchema);
