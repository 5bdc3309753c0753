import { defineRoute } from "@/lib/http/define-route";
import { exampleLoadedSchema, exampleParamsSchema } from "@/lib/schemas/example";
import { loadExample } from "@/lib/services/examples";

export const POST = defineRoute({
  auth: "analyst",
  params: exampleParamsSchema,
  response: exampleLoadedSchema,
  status: 201,
  handler: ({ user, params }) => loadExample(user, params.name),
});
