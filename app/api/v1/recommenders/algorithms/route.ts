import { defineRoute } from "@/lib/http/define-route";
import { algorithmListSchema } from "@/lib/schemas/recommender";
import { listAlgorithms } from "@/lib/services/recommenders";

export const GET = defineRoute({
  auth: "viewer",
  response: algorithmListSchema,
  handler: () => listAlgorithms(),
});
