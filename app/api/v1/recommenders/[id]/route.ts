import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { recommenderPatchSchema, recommenderSchema } from "@/lib/schemas/recommender";
import { deleteRecommender, getRecommender, patchRecommender } from "@/lib/services/recommenders";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: recommenderSchema,
  handler: ({ params }) => getRecommender(params.id),
});

export const PATCH = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: recommenderPatchSchema,
  response: recommenderSchema,
  handler: ({ params, body }) => patchRecommender(params.id, body),
});

export const DELETE = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  status: 204,
  handler: ({ user, params }) => deleteRecommender(user, params.id),
});
