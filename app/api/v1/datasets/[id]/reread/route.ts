import { defineRoute } from "@/lib/http/define-route";
import { rereadSchema, versionCreatedSchema } from "@/lib/schemas/dataset-version";
import { idParamsSchema } from "@/lib/schemas/paging";
import { rereadDataset } from "@/lib/services/dataset-versions";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: rereadSchema,
  response: versionCreatedSchema,
  status: 202,
  handler: ({ user, params, body }) => rereadDataset(user, params.id, body.readOptions),
});
