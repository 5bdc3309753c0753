import { defineRoute } from "@/lib/http/define-route";
import { datasetPatchSchema, datasetSchema } from "@/lib/schemas/dataset";
import { idParamsSchema } from "@/lib/schemas/paging";
import { deleteDataset, patchDataset } from "@/lib/services/dataset-changes";
import { getDataset } from "@/lib/services/datasets";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: datasetSchema,
  handler: ({ params }) => getDataset(params.id),
});

export const PATCH = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: datasetPatchSchema,
  response: datasetSchema,
  handler: ({ user, params, body }) => patchDataset(user, params.id, body),
});

export const DELETE = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  status: 204,
  handler: ({ user, params }) => deleteDataset(user, params.id),
});
