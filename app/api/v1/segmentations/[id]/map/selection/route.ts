import { defineRoute } from "@/lib/http/define-route";
import { selectionRequestSchema, selectionSchema } from "@/lib/schemas/map";
import { idParamsSchema } from "@/lib/schemas/paging";
import { selectArea } from "@/lib/services/map-area";

export const POST = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  body: selectionRequestSchema,
  response: selectionSchema,
  handler: ({ params, body }) => selectArea(params.id, body.area, body.cut),
});
