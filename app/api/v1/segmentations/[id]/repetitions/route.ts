import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { reproductionSchema } from "@/lib/schemas/reproduction";
import { getReproduction } from "@/lib/services/reproductions";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: reproductionSchema,
  handler: ({ params }) => getReproduction(params.id),
});
