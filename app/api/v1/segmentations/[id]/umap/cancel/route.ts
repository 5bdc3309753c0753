import { defineRoute } from "@/lib/http/define-route";
import { embeddingSchema } from "@/lib/schemas/map";
import { idParamsSchema } from "@/lib/schemas/paging";
import { cancelEmbedding } from "@/lib/services/embedding";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: embeddingSchema,
  handler: ({ params }) => cancelEmbedding(params.id),
});
