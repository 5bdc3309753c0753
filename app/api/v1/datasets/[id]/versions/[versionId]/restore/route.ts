import { defineRoute } from "@/lib/http/define-route";
import { datasetSchema } from "@/lib/schemas/dataset";
import { versionParamsSchema } from "@/lib/schemas/dataset-version";
import { restoreVersion } from "@/lib/services/dataset-history";

export const POST = defineRoute({
  auth: "analyst",
  params: versionParamsSchema,
  response: datasetSchema,
  handler: ({ params }) => restoreVersion(params.id, params.versionId),
});
