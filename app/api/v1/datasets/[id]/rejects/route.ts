import { defineRoute } from "@/lib/http/define-route";
import { rejectsQuerySchema, rejectsSchema } from "@/lib/schemas/dataset-version";
import { idParamsSchema } from "@/lib/schemas/paging";
import { datasetRejects } from "@/lib/services/dataset-export";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: rejectsQuerySchema,
  response: rejectsSchema,
  handler: ({ params, query }) => datasetRejects(params.id, query.limit, query.version),
});
