import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { recommenderCreatedSchema, retrainRequestSchema } from "@/lib/schemas/recommender";
import { retrainRecommender } from "@/lib/services/recommender-start";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: retrainRequestSchema,
  response: recommenderCreatedSchema,
  status: 202,
  handler: ({ user, params, body }) => retrainRecommender(user.name, params.id, body),
});
