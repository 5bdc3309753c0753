import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { doneWithNewSession } from "@/lib/http/session-response";
import { idSchema } from "@/lib/schemas/paging";
import { doneSchema, passwordResetSchema } from "@/lib/schemas/user";
import { resetPassword } from "@/lib/services/users";

/** Ends all sessions of that user; an administrator who sets their own keeps this one. */
export const PUT = defineRoute({
  auth: "admin",
  params: z.object({ id: idSchema }),
  body: passwordResetSchema,
  response: doneSchema,
  handler: async ({ user, params: { id }, body, request }) => {
    const { tokenVersion } = await resetPassword(user, id, body.password);
    return id === user.id ? doneWithNewSession(request, { id, tokenVersion }) : { done: true as const };
  },
});
