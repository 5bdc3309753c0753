import { limitPasswordChanges } from "@/lib/auth/sign-in-limits";
import { defineRoute } from "@/lib/http/define-route";
import { doneWithNewSession } from "@/lib/http/session-response";
import { doneSchema, passwordChangeSchema } from "@/lib/schemas/user";
import { changePassword } from "@/lib/services/users";

/** Ends the user's other sessions; this browser gets a new one. */
export const PUT = defineRoute({
  auth: "viewer",
  body: passwordChangeSchema,
  response: doneSchema,
  handler: async ({ user, body, request }) => {
    await limitPasswordChanges(user.id);
    const { tokenVersion } = await changePassword(user, body);
    return doneWithNewSession(request, { id: user.id, tokenVersion });
  },
});
