import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { foldInRequestSchema, recommendationsSchema } from "@/lib/schemas/recommendation";
import { foldIn } from "@/lib/services/recommender-recommend";

export const POST = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  body: foldInRequestSchema,
  response: recommendationsSchema,
  handler: ({ params, body }) => foldIn(params.id, body),
});
