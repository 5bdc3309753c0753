import { newSessionCookie } from "@/lib/auth/session-cookie";
import { refuseCrossSite } from "@/lib/http/cross-site";
import { defineRoute } from "@/lib/http/define-route";
import { doneSchema, setupRequestSchema } from "@/lib/schemas/user";
import { createFirstAdmin } from "@/lib/services/setup";

/** Makes the first administrator and signs the browser in as them. */
export const POST = defineRoute({
  auth: "public",
  body: setupRequestSchema,
  response: doneSchema,
  handler: async ({ body, request }) => {
    refuseCrossSite(request);
    const admin = await createFirstAdmin(body);
    return Response.json({ done: true }, { headers: { "set-cookie": await newSessionCookie(admin.id, admin.tokenVersion) } });
  },
});
