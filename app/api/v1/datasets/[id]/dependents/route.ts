import { defineRoute } from "@/lib/http/define-route";
import { datasetDependentsSchema } from "@/lib/schemas/dataset-version";
import { idParamsSchema } from "@/lib/schemas/paging";
import { datasetDependents } from "@/lib/services/dataset-changes";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: datasetDependentsSchema,
  handler: ({ params }) => datasetDependents(params.id),
});
