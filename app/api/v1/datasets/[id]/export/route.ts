import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { datasetExportQuerySchema } from "@/lib/schemas/dataset-version";
import { idParamsSchema } from "@/lib/schemas/paging";
import { exportDataset } from "@/lib/services/dataset-export";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  query: datasetExportQuerySchema,
  handler: async ({ params, query }) => downloadResponse(await exportDataset(params.id, query.format, query.version)),
});
