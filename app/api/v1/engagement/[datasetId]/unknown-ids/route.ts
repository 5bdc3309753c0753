import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { engagementParamsSchema, unknownIdsQuerySchema } from "@/lib/schemas/engagement-answers";
import { unknownIds } from "@/lib/services/engagement-links";

export const GET = defineRoute({
  auth: "viewer",
  params: engagementParamsSchema,
  query: unknownIdsQuerySchema,
  handler: async ({ params, query }) => downloadResponse(await unknownIds(params.datasetId, query.link)),
});
