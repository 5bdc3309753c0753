import { defineRoute } from "@/lib/http/define-route";
import { versionParamsSchema } from "@/lib/schemas/dataset-version";
import { deleteVersion } from "@/lib/services/dataset-history";

export const DELETE = defineRoute({
  auth: "analyst",
  params: versionParamsSchema,
  status: 204,
  handler: ({ user, params }) => deleteVersion(user, params.id, params.versionId),
});
