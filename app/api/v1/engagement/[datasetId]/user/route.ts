import { defineRoute } from "@/lib/http/define-route";
import { engagementParamsSchema, engagementUserQuerySchema, engagementUserSchema } from "@/lib/schemas/engagement-answers";
import { engagementUser } from "@/lib/services/engagement-user";

export const GET = defineRoute({
  auth: "viewer",
  params: engagementParamsSchema,
  query: engagementUserQuerySchema,
  response: engagementUserSchema,
  handler: ({ params, query }) => engagementUser(params.datasetId, query),
});
