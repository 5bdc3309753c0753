import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { rowsPageSchema } from "@/lib/schemas/dataset";
import { idParamsSchema } from "@/lib/schemas/paging";
import { datasetSample } from "@/lib/services/dataset-sample";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: z.object({ limit: z.coerce.number().int().min(1).max(2000).default(600) }),
  response: rowsPageSchema,
  handler: ({ params, query }) => datasetSample(params.id, query.limit),
});
