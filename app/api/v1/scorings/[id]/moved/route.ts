import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { movedRowsQuerySchema, movedRowsSchema } from "@/lib/schemas/comparison";
import { idParamsSchema } from "@/lib/schemas/paging";
import { exportScoringMoves, scoringMoves } from "@/lib/services/scoring-rows";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: movedRowsQuerySchema,
  response: movedRowsSchema,
  handler: async ({ params, query }) => (query.format ? downloadResponse(await exportScoringMoves(params.id, query, query.format)) : scoringMoves(params.id, query)),
});
