import { defineRoute } from "@/lib/http/define-route";
import { adviceSchema } from "@/lib/schemas/advice";
import { idParamsSchema } from "@/lib/schemas/paging";
import { getAdvice } from "@/lib/services/advice";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: adviceSchema,
  handler: ({ params }) => getAdvice(params.id),
});
