import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { agreementQuerySchema, agreementSchema } from "@/lib/schemas/trust";
import { segmentationAgreement } from "@/lib/services/segmentation-trust";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: agreementQuerySchema,
  response: agreementSchema,
  handler: ({ params, query }) => segmentationAgreement(params.id, query.column, query.cut),
});
