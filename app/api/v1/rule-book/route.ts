import { defineRoute } from "@/lib/http/define-route";
import { ruleBookAnswerSchema, ruleBookSchema } from "@/lib/schemas/rule-book";
import { getRuleBook, restoreRuleBook, saveRuleBook } from "@/lib/services/rule-book";

export const GET = defineRoute({
  auth: "viewer",
  response: ruleBookAnswerSchema,
  handler: () => getRuleBook(),
});

export const PUT = defineRoute({
  auth: "analyst",
  body: ruleBookSchema,
  response: ruleBookAnswerSchema,
  handler: ({ user, body }) => saveRuleBook(user, body),
});

export const DELETE = defineRoute({
  auth: "analyst",
  response: ruleBookAnswerSchema,
  handler: ({ user }) => restoreRuleBook(user),
});
