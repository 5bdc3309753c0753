import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { chartIdSchema, engagementAnswerSchema, engagementQuerySchema } from "@/lib/schemas/engagement";
import { idSchema } from "@/lib/schemas/paging";
import { engagementChart } from "@/lib/services/engagement";

export const GET = defineRoute({
  auth: "viewer",
  params: z.object({ datasetId: idSchema, chart: chartIdSchema }),
  query: engagementQuerySchema,
  response: engagementAnswerSchema,
  handler: ({ params, query }) => engagementChart(params.datasetId, params.chart, query),
});
