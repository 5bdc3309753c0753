import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { foldInRequestSchema, rowsQuerySchema, viewerRowsSchema } from "@/lib/schemas/recommendation";
import { describedRows, viewerRows } from "@/lib/services/recommender-rows";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: rowsQuerySchema,
  response: viewerRowsSchema,
  handler: ({ params, query }) => viewerRows(params.id, query),
});

export const POST = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  body: foldInRequestSchema,
  response: viewerRowsSchema,
  handler: ({ params, body }) => describedRows(params.id, body),
});
