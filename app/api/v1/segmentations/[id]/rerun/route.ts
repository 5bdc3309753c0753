import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentationCreatedSchema } from "@/lib/schemas/segmentation";
import { rerunSegmentation } from "@/lib/services/segmentation-start";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: segmentationCreatedSchema,
  status: 202,
  handler: ({ user, params }) => rerunSegmentation(user, params.id),
});
