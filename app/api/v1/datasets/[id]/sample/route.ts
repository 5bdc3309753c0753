import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { rowsPageSchema } from "@/lib/schemas/dataset";
import { idParamsSchema, idSchema } from "@/lib/schemas/paging";
import { datasetSample } from "@/lib/services/dataset-sample";
import { copySample } from "@/lib/services/dataset-sample-copy";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: z.object({ limit: z.coerce.number().int().min(1).max(2000).default(600) }),
  response: rowsPageSchema,
  handler: ({ params, query }) => datasetSample(params.id, query.limit),
});

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: z.strictObject({ rows: z.int().min(100).max(10_000_000) }),
  response: z.object({ id: idSchema, status: z.literal("ingesting") }),
  status: 201,
  handler: ({ user, params, body }) => copySample(user, params.id, body.rows),
});
