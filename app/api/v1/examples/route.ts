import { defineRoute } from "@/lib/http/define-route";
import { exampleListSchema } from "@/lib/schemas/example";
import { listExamples } from "@/lib/services/examples";

export const GET = defineRoute({
  auth: "viewer",
  response: exampleListSchema,
  handler: () => ({ items: listExamples() }),
});
