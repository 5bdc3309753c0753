import { defineRoute } from "@/lib/http/define-route";
import { datasetCreatedSchema } from "@/lib/schemas/dataset";
import { eventFeaturesRequestSchema, featuresOfferSchema } from "@/lib/schemas/event-features";
import { idParamsSchema } from "@/lib/schemas/paging";
import { createFeatureDataset } from "@/lib/services/event-features";
import { featuresOffer } from "@/lib/services/event-features-offer";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: featuresOfferSchema,
  handler: ({ params }) => featuresOffer(params.id),
});

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: eventFeaturesRequestSchema,
  response: datasetCreatedSchema,
  status: 201,
  handler: ({ user, params, body }) => createFeatureDataset(user, params.id, body),
});
