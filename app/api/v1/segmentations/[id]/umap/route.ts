import { defineRoute } from "@/lib/http/define-route";
import { embeddingSchema } from "@/lib/schemas/map";
import { idParamsSchema } from "@/lib/schemas/paging";
import { getEmbedding, startEmbedding } from "@/lib/services/embedding";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: embeddingSchema,
  handler: ({ params }) => getEmbedding(params.id),
});

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: embeddingSchema,
  status: 202,
  handler: ({ user, params }) => startEmbedding(user, params.id),
});
