import { defineRoute } from "@/lib/http/define-route";
import { recommenderCreatedSchema, recommenderListQuerySchema, recommenderPageSchema, recommenderRequestSchema } from "@/lib/schemas/recommender";
import { startRecommender } from "@/lib/services/recommender-start";
import { listRecommenders } from "@/lib/services/recommenders";

export const GET = defineRoute({
  auth: "viewer",
  query: recommenderListQuerySchema,
  response: recommenderPageSchema,
  handler: ({ query }) => listRecommenders(query),
});

export const POST = defineRoute({
  auth: "analyst",
  body: recommenderRequestSchema,
  response: recommenderCreatedSchema,
  status: 202,
  handler: ({ user, body }) => startRecommender(user, body),
});
