import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { similarQuerySchema, similarSchema } from "@/lib/schemas/recommendation";
import { similarTo } from "@/lib/services/recommender-recommend";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: similarQuerySchema,
  response: similarSchema,
  handler: ({ params, query }) => similarTo(params.id, query),
});
