import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { apiTokenSchema } from "@/lib/schemas/api-token";
import { idSchema } from "@/lib/schemas/paging";
import { revokeApiToken } from "@/lib/services/api-tokens";

export const DELETE = defineRoute({
  auth: "viewer",
  params: z.object({ id: idSchema }),
  response: apiTokenSchema,
  handler: ({ user, params: { id } }) => revokeApiToken(user, id),
});
