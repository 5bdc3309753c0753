import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { audienceMembersQuerySchema } from "@/lib/schemas/audience";
import { idParamsSchema } from "@/lib/schemas/paging";
import { exportAudience } from "@/lib/services/audiences";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: audienceMembersQuerySchema,
  handler: async ({ params, query }) => downloadResponse(await exportAudience(params.id, query.format, query.only)),
});
