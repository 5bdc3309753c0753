import { defineRoute } from "@/lib/http/define-route";
import { trendSchema } from "@/lib/schemas/comparison";
import { idParamsSchema } from "@/lib/schemas/paging";
import { getTrend } from "@/lib/services/trends";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: trendSchema,
  handler: ({ params }) => getTrend(params.id),
});
