import { defineRoute } from "@/lib/http/define-route";
import { segmentationCreatedSchema, segmentationPageSchema, segmentationRequestSchema } from "@/lib/schemas/segmentation";
import { segmentationListQuerySchema } from "@/lib/schemas/segmentation-queries";
import { startSegmentation } from "@/lib/services/segmentation-start";
import { listSegmentations } from "@/lib/services/segmentations";

export const GET = defineRoute({
  auth: "viewer",
  query: segmentationListQuerySchema,
  response: segmentationPageSchema,
  handler: ({ query }) => listSegmentations(query),
});

export const POST = defineRoute({
  auth: "analyst",
  body: segmentationRequestSchema,
  response: segmentationCreatedSchema,
  status: 202,
  handler: ({ user, body }) => startSegmentation(user, body),
});
