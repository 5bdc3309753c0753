import { defineRoute } from "@/lib/http/define-route";
import { mapValuesQuerySchema, mapValuesSchema } from "@/lib/schemas/map";
import { idParamsSchema } from "@/lib/schemas/paging";
import { mapValues } from "@/lib/services/map-values";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: mapValuesQuerySchema,
  response: mapValuesSchema,
  handler: ({ params, query }) => mapValues(params.id, query),
});
