import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { recommenderUsersQuerySchema, recommenderUsersSchema } from "@/lib/schemas/recommendation";
import { recommenderUsers } from "@/lib/services/recommender-users";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: recommenderUsersQuerySchema,
  response: recommenderUsersSchema,
  handler: ({ params, query }) => recommenderUsers(params.id, query),
});
