import { defineRoute } from "@/lib/http/define-route";
import { requireBrowserSession } from "@/lib/http/session-response";
import { apiTokenCreatedSchema, apiTokenCreateSchema, apiTokenPageSchema, apiTokenQuerySchema } from "@/lib/schemas/api-token";
import { createApiToken, listApiTokens } from "@/lib/services/api-tokens";

export const GET = defineRoute({
  auth: "viewer",
  query: apiTokenQuerySchema,
  response: apiTokenPageSchema,
  handler: ({ user, query }) => listApiTokens(user, query),
});

export const POST = defineRoute({
  auth: "viewer",
  body: apiTokenCreateSchema,
  response: apiTokenCreatedSchema,
  status: 201,
  handler: ({ user, body, request }) => {
    requireBrowserSession(request);
    return createApiToken(user, body.name);
  },
});
