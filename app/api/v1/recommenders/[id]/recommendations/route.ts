import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { recommendationsQuerySchema, recommendationsSchema } from "@/lib/schemas/recommendation";
import { recommendationsFor } from "@/lib/services/recommender-recommend";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: recommendationsQuerySchema,
  response: recommendationsSchema,
  handler: ({ params, query }) => recommendationsFor(params.id, query),
});
