import { defineRoute } from "@/lib/http/define-route";
import { engagementLinksSchema, engagementParamsSchema } from "@/lib/schemas/engagement-answers";
import { engagementLinks } from "@/lib/services/engagement-links";

export const GET = defineRoute({
  auth: "viewer",
  params: engagementParamsSchema,
  response: engagementLinksSchema,
  handler: ({ params }) => engagementLinks(params.datasetId),
});
