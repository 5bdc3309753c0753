import { defineRoute } from "@/lib/http/define-route";
import { doneWithNewSession } from "@/lib/http/session-response";
import { doneSchema } from "@/lib/schemas/user";
import { endSessions } from "@/lib/services/users";

/** Ends the user's sessions on all other devices; this browser gets a new one. */
export const DELETE = defineRoute({
  auth: "viewer",
  response: doneSchema,
  handler: async ({ user, request }) => doneWithNewSession(request, { id: user.id, ...(await endSessions(user)) }),
});
