import { defineRoute } from "@/lib/http/define-route";
import { audienceSchema } from "@/lib/schemas/audience";
import { engagementAudienceRequestSchema, engagementParamsSchema } from "@/lib/schemas/engagement-answers";
import { saveEngagementAudience } from "@/lib/services/engagement-audience";

export const POST = defineRoute({
  auth: "analyst",
  params: engagementParamsSchema,
  body: engagementAudienceRequestSchema,
  response: audienceSchema,
  status: 201,
  handler: ({ user, params, body }) => saveEngagementAudience(user, params.datasetId, body.name, body.question),
});
