import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { scoringExportQuerySchema } from "@/lib/schemas/scoring";
import { exportScoring } from "@/lib/services/scorings";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: scoringExportQuerySchema,
  handler: async ({ params, query }) => downloadResponse(await exportScoring(params.id, query.format)),
});
