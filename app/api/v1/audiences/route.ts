import { defineRoute } from "@/lib/http/define-route";
import { audiencePageSchema, audienceRequestSchema, audienceSchema } from "@/lib/schemas/audience";
import { pageQuerySchema } from "@/lib/schemas/paging";
import { createAudience, listAudiences } from "@/lib/services/audiences";

export const GET = defineRoute({
  auth: "viewer",
  query: pageQuerySchema,
  response: audiencePageSchema,
  handler: ({ query }) => listAudiences(query),
});

export const POST = defineRoute({
  auth: "analyst",
  body: audienceRequestSchema,
  response: audienceSchema,
  status: 201,
  handler: ({ user, body }) => createAudience(user, body),
});
