import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentDetailSchema } from "@/lib/schemas/segmentation";
import { restoreSegmentTexts } from "@/lib/services/segments";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: segmentDetailSchema,
  handler: ({ params }) => restoreSegmentTexts(params.id),
});
