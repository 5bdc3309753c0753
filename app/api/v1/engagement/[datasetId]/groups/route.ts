import { defineRoute } from "@/lib/http/define-route";
import { engagementParamsSchema } from "@/lib/schemas/engagement-answers";
import { engagementGroupsSchema } from "@/lib/schemas/engagement-groups";
import { engagementGroups } from "@/lib/services/engagement-groups";

export const GET = defineRoute({
  auth: "viewer",
  params: engagementParamsSchema,
  response: engagementGroupsSchema,
  handler: ({ params }) => engagementGroups(params.datasetId),
});
