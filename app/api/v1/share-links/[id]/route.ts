import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { revokeShareLink } from "@/lib/services/share-links";

export const DELETE = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  status: 204,
  handler: async ({ user, params }) => {
    await revokeShareLink(user, params.id);
    return undefined;
  },
});
