import { defineRoute } from "@/lib/http/define-route";
import { audienceSchema } from "@/lib/schemas/audience";
import { idParamsSchema } from "@/lib/schemas/paging";
import { deleteAudience, getAudience } from "@/lib/services/audiences";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: audienceSchema,
  handler: ({ params }) => getAudience(params.id),
});

export const DELETE = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  status: 204,
  handler: ({ user, params }) => deleteAudience(user, params.id),
});
