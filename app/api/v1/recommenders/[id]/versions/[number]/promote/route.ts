import { defineRoute } from "@/lib/http/define-route";
import { recommenderSchema, recommenderVersionParamsSchema } from "@/lib/schemas/recommender";
import { promoteVersion } from "@/lib/services/recommenders";

export const POST = defineRoute({
  auth: "analyst",
  params: recommenderVersionParamsSchema,
  response: recommenderSchema,
  handler: ({ params }) => promoteVersion(params.id, params.number),
});
