import { defineRoute } from "@/lib/http/define-route";
import { adviceRequestSchema } from "@/lib/schemas/advice";
import { segmentationCreatedSchema } from "@/lib/schemas/segmentation";
import { startAdvice } from "@/lib/services/advice";

export const POST = defineRoute({
  auth: "analyst",
  body: adviceRequestSchema,
  response: segmentationCreatedSchema,
  status: 202,
  handler: ({ user, body }) => startAdvice(user, body),
});
