import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { segmentationSchema } from "@/lib/schemas/segmentation";
import { segmentationPatchSchema } from "@/lib/schemas/segmentation-queries";
import { deleteSegmentation, getSegmentation, renameSegmentation } from "@/lib/services/segmentations";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: segmentationSchema,
  handler: ({ params }) => getSegmentation(params.id),
});

export const PATCH = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: segmentationPatchSchema,
  response: segmentationSchema,
  handler: ({ params, body }) => renameSegmentation(params.id, body.name),
});

export const DELETE = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  status: 204,
  handler: ({ user, params }) => deleteSegmentation(user, params.id),
});
