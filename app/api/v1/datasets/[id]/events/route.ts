import { defineRoute } from "@/lib/http/define-route";
import { liveEventsAcceptedSchema, liveEventsQuerySchema, liveEventsRequestSchema, liveEventsSchema } from "@/lib/schemas/live-events";
import { idParamsSchema } from "@/lib/schemas/paging";
import { listLiveEvents, storeLiveEvents } from "@/lib/services/live-events";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: liveEventsQuerySchema,
  response: liveEventsSchema,
  handler: ({ params, query }) => listLiveEvents(params.id, query),
});

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: liveEventsRequestSchema,
  response: liveEventsAcceptedSchema,
  status: 201,
  handler: ({ user, params, body }) => storeLiveEvents(user, params.id, body),
});
