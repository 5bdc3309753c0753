import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { jsonTextResponse } from "@/lib/http/json-text";
import { chartIdSchema, engagementAnswerSchema, engagementQuerySchema } from "@/lib/schemas/engagement";
import { idSchema } from "@/lib/schemas/paging";
import { engagementChartText } from "@/lib/services/engagement";

export const GET = defineRoute({
  auth: "viewer",
  params: z.object({ datasetId: idSchema, chart: chartIdSchema }),
  query: engagementQuerySchema,
  response: engagementAnswerSchema,
  handler: async ({ params, query }) => jsonTextResponse(await engagementChartText(params.datasetId, params.chart, query)),
});
