import { defineRoute } from "@/lib/http/define-route";
import { datasetCreatedSchema } from "@/lib/schemas/dataset";
import { eventFeaturesRequestSchema } from "@/lib/schemas/event-features";
import { idParamsSchema } from "@/lib/schemas/paging";
import { createFeatureDataset } from "@/lib/services/event-features";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: eventFeaturesRequestSchema,
  response: datasetCreatedSchema,
  status: 201,
  handler: ({ user, params, body }) => createFeatureDataset(user, params.id, body),
});
