import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentDetailSchema, segmentPatchSchema } from "@/lib/schemas/segmentation";
import { getSegment, patchSegment } from "@/lib/services/segments";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: segmentDetailSchema,
  handler: ({ params }) => getSegment(params.id),
});

export const PATCH = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: segmentPatchSchema,
  response: segmentDetailSchema,
  handler: ({ params, body }) => patchSegment(params.id, body),
});
