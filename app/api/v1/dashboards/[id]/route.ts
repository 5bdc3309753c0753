import { defineRoute } from "@/lib/http/define-route";
import { dashboardPatchSchema, dashboardSchema } from "@/lib/schemas/dashboard";
import { idParamsSchema } from "@/lib/schemas/paging";
import { changeDashboard, deleteDashboard, getDashboard } from "@/lib/services/dashboards";

export const GET = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  response: dashboardSchema,
  handler: ({ user, params }) => getDashboard(user, params.id),
});

export const PATCH = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  body: dashboardPatchSchema,
  response: dashboardSchema,
  handler: ({ user, params, body }) => changeDashboard(user, params.id, body),
});

export const DELETE = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  status: 204,
  handler: ({ user, params }) => deleteDashboard(user, params.id),
});
