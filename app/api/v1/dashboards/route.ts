import { defineRoute } from "@/lib/http/define-route";
import { dashboardListSchema, dashboardQuerySchema, dashboardRequestSchema, dashboardSchema } from "@/lib/schemas/dashboard";
import { createDashboard, listDashboards } from "@/lib/services/dashboards";

export const GET = defineRoute({
  auth: "viewer",
  query: dashboardQuerySchema,
  response: dashboardListSchema,
  handler: ({ user, query }) => listDashboards(user, query.dataset),
});

export const POST = defineRoute({
  auth: "viewer",
  body: dashboardRequestSchema,
  response: dashboardSchema,
  status: 201,
  handler: ({ user, body }) => createDashboard(user, body),
});
