import { defineRoute } from "@/lib/http/define-route";
import { accountPatchSchema, userSchema } from "@/lib/schemas/user";
import { getUser, updateAccount } from "@/lib/services/users";

export const GET = defineRoute({
  auth: "viewer",
  response: userSchema,
  handler: ({ user }) => getUser(user.id),
});

export const PATCH = defineRoute({
  auth: "viewer",
  body: accountPatchSchema,
  response: userSchema,
  handler: ({ user, body }) => updateAccount(user, body),
});
