import { refuseCrossSite } from "@/lib/http/cross-site";
import { defineRoute } from "@/lib/http/define-route";
import { doneWithNewSession } from "@/lib/http/session-response";
import { doneSchema, setupRequestSchema } from "@/lib/schemas/user";
import { createFirstAdmin } from "@/lib/services/setup";

/** Makes the first administrator and signs the browser in as them. */
export const POST = defineRoute({
  auth: "public",
  body: setupRequestSchema,
  response: doneSchema,
  handler: async ({ body, request }) => {
    refuseCrossSite(request);
    return doneWithNewSession(request, await createFirstAdmin(body));
  },
});
