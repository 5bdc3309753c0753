import { defineRoute } from "@/lib/http/define-route";
import { engagementQuerySchema } from "@/lib/schemas/engagement";
import { engagementInsightsSchema, engagementParamsSchema } from "@/lib/schemas/engagement-answers";
import { engagementInsights } from "@/lib/services/engagement-insights";

export const GET = defineRoute({
  auth: "viewer",
  params: engagementParamsSchema,
  query: engagementQuerySchema,
  response: engagementInsightsSchema,
  handler: ({ params, query }) => engagementInsights(params.datasetId, query),
});
