import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentationSchema } from "@/lib/schemas/segmentation";
import { cutBodySchema, cutQuerySchema } from "@/lib/schemas/segmentation-queries";
import { getCut, saveCut } from "@/lib/services/segmentation-cut";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: cutQuerySchema,
  response: segmentationSchema,
  handler: ({ params, query }) => getCut(params.id, query.k),
});

export const PUT = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: cutBodySchema,
  response: segmentationSchema,
  handler: ({ params, body }) => saveCut(params.id, body.k),
});
