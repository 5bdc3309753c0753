import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { unlikeRowsSchema } from "@/lib/schemas/scoring";
import { unlikeRows } from "@/lib/services/scoring-rows";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: unlikeRowsSchema,
  handler: ({ params }) => unlikeRows(params.id),
});
