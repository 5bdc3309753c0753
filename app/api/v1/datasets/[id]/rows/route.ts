import { defineRoute } from "@/lib/http/define-route";
import { rowsPageSchema, rowsQuerySchema } from "@/lib/schemas/dataset";
import { idParamsSchema, idSchema } from "@/lib/schemas/paging";
import { datasetRows } from "@/lib/services/dataset-rows";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: rowsQuerySchema.extend({ version: idSchema.optional() }),
  response: rowsPageSchema,
  handler: ({ params, query }) => datasetRows(params.id, query),
});
