import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentationExportQuerySchema } from "@/lib/schemas/segmentation-queries";
import { exportSegmentation } from "@/lib/services/segmentation-export";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: segmentationExportQuerySchema,
  handler: async ({ params, query }) => downloadResponse(await exportSegmentation(params.id, query)),
});
