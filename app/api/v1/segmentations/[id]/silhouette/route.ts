import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { silhouettePlotSchema, silhouetteQuerySchema } from "@/lib/schemas/trust";
import { silhouettePlot } from "@/lib/services/segmentation-trust";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: silhouetteQuerySchema,
  response: silhouettePlotSchema,
  handler: ({ params, query }) => silhouettePlot(params.id, query.cut),
});
