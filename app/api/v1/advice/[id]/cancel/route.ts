import { defineRoute } from "@/lib/http/define-route";
import { adviceSchema } from "@/lib/schemas/advice";
import { idParamsSchema } from "@/lib/schemas/paging";
import { cancelAdvice } from "@/lib/services/advice";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: adviceSchema,
  handler: ({ params }) => cancelAdvice(params.id),
});
