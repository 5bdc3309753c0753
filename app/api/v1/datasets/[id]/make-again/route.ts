import { defineRoute } from "@/lib/http/define-route";
import { versionCreatedSchema } from "@/lib/schemas/dataset-version";
import { idParamsSchema } from "@/lib/schemas/paging";
import { makeFeaturesAgain } from "@/lib/services/event-features";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: versionCreatedSchema,
  status: 202,
  handler: ({ user, params }) => makeFeaturesAgain(user, params.id),
});
