import { defineRoute } from "@/lib/http/define-route";
import { datasetSchema } from "@/lib/schemas/dataset";
import { idParamsSchema } from "@/lib/schemas/paging";
import { cancelIngest } from "@/lib/services/dataset-history";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: datasetSchema,
  handler: ({ params }) => cancelIngest(params.id),
});
