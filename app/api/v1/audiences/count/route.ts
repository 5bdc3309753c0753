import { defineRoute } from "@/lib/http/define-route";
import { audienceCountSchema, audienceRequestSchema } from "@/lib/schemas/audience";
import { countAudience } from "@/lib/services/audiences";

export const POST = defineRoute({
  auth: "viewer",
  body: audienceRequestSchema,
  response: audienceCountSchema,
  handler: ({ body }) => countAudience(body),
});
