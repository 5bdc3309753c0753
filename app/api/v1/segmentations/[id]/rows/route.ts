import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentationRowsQuerySchema, segmentationRowsSchema } from "@/lib/schemas/segmentation-queries";
import { segmentationRows } from "@/lib/services/segmentation-rows";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: segmentationRowsQuerySchema,
  response: segmentationRowsSchema,
  handler: ({ params, query }) => segmentationRows(params.id, query),
});
