import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { scoringSchema } from "@/lib/schemas/scoring";
import { getScoring } from "@/lib/services/scorings";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: scoringSchema,
  handler: ({ params }) => getScoring(params.id),
});
