import { defineRoute } from "@/lib/http/define-route";
import { outliersSchema } from "@/lib/schemas/outliers";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentationOutliers } from "@/lib/services/segmentation-outliers";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: outliersSchema,
  handler: ({ params }) => segmentationOutliers(params.id),
});
