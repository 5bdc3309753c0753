import { downloadResponse } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { reportDocument } from "@/lib/report/report-document";
import { idParamsSchema } from "@/lib/schemas/paging";
import { getReport } from "@/lib/services/reports";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  handler: async ({ params }) => {
    const report = await getReport(params.id, "team");
    const stream = new Blob([reportDocument(report)]).stream();
    return downloadResponse({ stream, name: `${report.run.datasetName} - ${report.run.name} - report`, format: "html" });
  },
});
