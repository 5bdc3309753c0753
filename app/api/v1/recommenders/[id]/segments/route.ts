import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { recommenderSegmentsSchema } from "@/lib/schemas/recommendation";
import { recommenderSegments } from "@/lib/services/recommender-segments";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: recommenderSegmentsSchema,
  handler: ({ params }) => recommenderSegments(params.id),
});
