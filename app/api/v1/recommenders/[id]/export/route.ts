import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { recommenderExportQuerySchema } from "@/lib/schemas/recommendation";
import { exportRecommender } from "@/lib/services/recommender-export";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: recommenderExportQuerySchema,
  handler: async ({ params, query }) => downloadResponse(await exportRecommender(params.id, query)),
});
