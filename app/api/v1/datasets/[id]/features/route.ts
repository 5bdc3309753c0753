import { defineRoute } from "@/lib/http/define-route";
import { featureSuggestionsSchema } from "@/lib/schemas/feature-suggestion";
import { idParamsSchema } from "@/lib/schemas/paging";
import { datasetFeatures } from "@/lib/services/dataset-features";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: featureSuggestionsSchema,
  handler: ({ params }) => datasetFeatures(params.id),
});
