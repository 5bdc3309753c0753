import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { versionQuerySchema } from "@/lib/schemas/dataset-version";
import { idParamsSchema } from "@/lib/schemas/paging";
import { exportRejects } from "@/lib/services/dataset-export";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: versionQuerySchema,
  handler: async ({ params, query }) => downloadResponse(await exportRejects(params.id, query.version)),
});
