import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentationSchema } from "@/lib/schemas/segmentation";
import { cancelSegmentation } from "@/lib/services/segmentations";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: segmentationSchema,
  handler: ({ params }) => cancelSegmentation(params.id),
});
