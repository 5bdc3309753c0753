import { defineRoute } from "@/lib/http/define-route";
import { engagementMembersQuerySchema, engagementMembersSchema, engagementParamsSchema } from "@/lib/schemas/engagement-answers";
import { engagementMembers } from "@/lib/services/engagement-audience";

export const GET = defineRoute({
  auth: "viewer",
  params: engagementParamsSchema,
  query: engagementMembersQuerySchema,
  response: engagementMembersSchema,
  handler: ({ params, query }) => engagementMembers(params.datasetId, query),
});
