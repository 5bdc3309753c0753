import { defineRoute } from "@/lib/http/define-route";
import { ruleTrialRequestSchema, ruleTrialSchema } from "@/lib/schemas/rule-book";
import { tryRules } from "@/lib/services/segment-suggestions";

export const POST = defineRoute({
  auth: "viewer",
  body: ruleTrialRequestSchema,
  response: ruleTrialSchema,
  handler: ({ body }) => tryRules(body.segmentationId, body.rules),
});
