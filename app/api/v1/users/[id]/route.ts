import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { idSchema } from "@/lib/schemas/paging";
import { userPatchSchema, userSchema } from "@/lib/schemas/user";
import { getUser, updateUser } from "@/lib/services/users";

const params = z.object({ id: idSchema });

export const GET = defineRoute({
  auth: "admin",
  params,
  response: userSchema,
  handler: ({ params: { id } }) => getUser(id),
});

export const PATCH = defineRoute({
  auth: "admin",
  params,
  body: userPatchSchema,
  response: userSchema,
  handler: ({ user, params: { id }, body }) => updateUser(user, id, body),
});
