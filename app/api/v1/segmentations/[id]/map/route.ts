import { defineRoute } from "@/lib/http/define-route";
import { mapQuerySchema } from "@/lib/schemas/map";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentationMapSchema } from "@/lib/schemas/segmentation";
import { segmentationMap } from "@/lib/services/segmentation-map";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: mapQuerySchema,
  response: segmentationMapSchema,
  handler: ({ params, query }) => segmentationMap(params.id, query.limit, query.cut, query.projection),
});
