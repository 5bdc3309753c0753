import { defineRoute } from "@/lib/http/define-route";
import { ruleBookSchema } from "@/lib/schemas/rule-book";
import { getRules, restoreRuleBook, saveRuleBook } from "@/lib/services/rule-book";

export const GET = defineRoute({
  auth: "viewer",
  response: ruleBookSchema,
  handler: async () => ({ rules: await getRules() }),
});

export const PUT = defineRoute({
  auth: "analyst",
  body: ruleBookSchema,
  response: ruleBookSchema,
  handler: ({ user, body }) => saveRuleBook(user, body),
});

export const DELETE = defineRoute({
  auth: "analyst",
  response: ruleBookSchema,
  handler: ({ user }) => restoreRuleBook(user),
});
