import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { scoringCreatedSchema, scoringRequestSchema, scoringSchema } from "@/lib/schemas/scoring";
import { listScorings, startScoring } from "@/lib/services/scorings";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: z.object({ items: z.array(scoringSchema) }),
  handler: async ({ params }) => ({ items: await listScorings(params.id) }),
});

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: scoringRequestSchema,
  response: scoringCreatedSchema,
  status: 202,
  handler: ({ user, params, body }) => startScoring(user, params.id, body.datasetId),
});
