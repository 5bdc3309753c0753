import { z } from "zod";
import { idSchema, pageQuerySchema, pageSchema } from "./paging";
import { personNameSchema } from "./user";

export const apiTokenSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The token's first characters, to recognise it; the token itself is never stored. */
  prefix: z.string(),
  owner: z.object({ id: idSchema, name: z.string(), email: z.string() }),
  createdAt: z.iso.datetime(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;
export const apiTokenPageSchema = pageSchema(apiTokenSchema);

export const apiTokenCreateSchema = z.strictObject({ name: personNameSchema });

/** The only answer that ever holds the token itself. */
export const apiTokenCreatedSchema = apiTokenSchema.extend({ token: z.string() });
export type ApiTokenCreated = z.infer<typeof apiTokenCreatedSchema>;

export const apiTokenQuerySchema = pageQuerySchema.extend({
  /** `mine`, or everybody's (administrators only). */
  owner: z.enum(["mine", "all"]).default("mine"),
});
