import { defineRoute } from "@/lib/http/define-route";
import { auditPageSchema } from "@/lib/schemas/audit";
import { pageQuerySchema } from "@/lib/schemas/paging";
import { listAuditEvents } from "@/lib/services/audit";

export const GET = defineRoute({
  auth: "admin",
  query: pageQuerySchema,
  response: auditPageSchema,
  handler: ({ query }) => listAuditEvents(query),
});
