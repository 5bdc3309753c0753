import { defineRoute } from "@/lib/http/define-route";
import { pageQuerySchema } from "@/lib/schemas/paging";
import { userCreateSchema, userPageSchema, userSchema } from "@/lib/schemas/user";
import { createUser, listUsers } from "@/lib/services/users";

export const GET = defineRoute({
  auth: "admin",
  query: pageQuerySchema,
  response: userPageSchema,
  handler: ({ query }) => listUsers(query),
});

export const POST = defineRoute({
  auth: "admin",
  body: userCreateSchema,
  response: userSchema,
  status: 201,
  handler: ({ user, body }) => createUser(user, body),
});
