import { defineRoute } from "@/lib/http/define-route";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import { segmentationEstimateSchema } from "@/lib/schemas/segmentation-queries";
import { estimateSegmentation } from "@/lib/services/segmentation-estimate";

export const POST = defineRoute({
  auth: "viewer",
  body: segmentationRequestSchema,
  response: segmentationEstimateSchema,
  handler: ({ body }) => estimateSegmentation(body),
});
