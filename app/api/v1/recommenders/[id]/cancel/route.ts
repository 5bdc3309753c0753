import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { recommenderSchema } from "@/lib/schemas/recommender";
import { cancelRecommender } from "@/lib/services/recommenders";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: recommenderSchema,
  handler: ({ params }) => cancelRecommender(params.id),
});
