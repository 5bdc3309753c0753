import { z } from "zod";
import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { movedRowsQuerySchema, movedRowsSchema } from "@/lib/schemas/comparison";
import { idSchema } from "@/lib/schemas/paging";
import { exportMovedRows, movedRows } from "@/lib/services/comparison";

export const GET = defineRoute({
  auth: "viewer",
  params: z.object({ id: idSchema, otherId: idSchema }),
  query: movedRowsQuerySchema,
  response: movedRowsSchema,
  handler: async ({ params: { id, otherId }, query }) =>
    query.format ? downloadResponse(await exportMovedRows(id, otherId, query, query.format)) : movedRows(id, otherId, query),
});
