import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { recommendationsQuerySchema, runRecommendationsSchema } from "@/lib/schemas/segment-suggestions";
import { exportRecommendations, runRecommendations } from "@/lib/services/segment-suggestions";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: recommendationsQuerySchema,
  response: runRecommendationsSchema,
  handler: async ({ params, query }) => (query.format ? downloadResponse(await exportRecommendations(params.id, query.format)) : runRecommendations(params.id)),
});
