import { z } from "zod";
import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { AppError } from "../errors";
import { dashboardLayoutSchema, dashboardSchema, type Dashboard, type DashboardPatch, type DashboardRequest } from "../schemas/dashboard";
import type { CurrentUser } from "../schemas/user";
import { datasetNotFound } from "./require-dataset";

const include = { owner: { select: { id: true, name: true } } } as const satisfies Prisma.DashboardInclude;
type DashboardRow = Prisma.DashboardGetPayload<{ include: typeof include }>;

/** The column `layout` holds the charts and the filters that the dashboard opens with. */
const storedSchema = z.object({ charts: dashboardLayoutSchema, filters: dashboardSchema.shape.filters });
const maximumDashboards = 100;

function view(user: CurrentUser, row: DashboardRow): Dashboard {
  const { charts, filters } = storedSchema.parse(row.layout);
  return { id: row.id, datasetId: row.datasetId, name: row.name, layout: charts, filters, shared: row.shared, owner: row.owner, mine: row.ownerId === user.id, updatedAt: row.updatedAt.toISOString() };
}

/** The dashboards of a dataset that a user may see: their own and the shared ones, by name. */
export async function listDashboards(user: CurrentUser, datasetId: string): Promise<{ items: Dashboard[] }> {
  const found = await database().dashboard.findMany({
    where: { datasetId, OR: [{ ownerId: user.id }, { shared: true }] },
    include,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: maximumDashboards,
  });
  return { items: found.map((row) => view(user, row)) };
}

/** @throws AppError `not_found` also for a dashboard that is not shared: whether it exists is its owner's business. */
export async function getDashboard(user: CurrentUser, id: string): Promise<Dashboard> {
  const row = await database().dashboard.findUnique({ where: { id }, include });
  if (!row || (row.ownerId !== user.id && !row.shared)) throw notFound();
  return view(user, row);
}

export async function createDashboard(user: CurrentUser, { datasetId, name, layout, filters, shared }: DashboardRequest): Promise<Dashboard> {
  const dataset = await database().dataset.findUnique({ where: { id: datasetId }, select: { id: true } });
  if (!dataset) throw datasetNotFound();
  requireMayShare(user, shared);
  const row = await database().dashboard.create({ data: { datasetId, name, layout: { charts: layout, filters }, shared, ownerId: user.id }, include });
  return view(user, row);
}

/** @throws AppError `not_found`; `forbidden` for anybody but the owner. */
export async function changeDashboard(user: CurrentUser, id: string, patch: DashboardPatch): Promise<Dashboard> {
  const present = await requireOwn(user, id);
  requireMayShare(user, patch.shared ?? false);
  const layout = { charts: patch.layout ?? present.layout, filters: patch.filters ?? present.filters };
  const row = await database().dashboard.update({ where: { id }, data: { name: patch.name, shared: patch.shared, layout }, include });
  return view(user, row);
}

/** @throws AppError `not_found`; `forbidden` for anybody but the owner. */
export async function deleteDashboard(user: CurrentUser, id: string): Promise<undefined> {
  await requireOwn(user, id);
  await database().dashboard.deleteMany({ where: { id } });
}

async function requireOwn(user: CurrentUser, id: string): Promise<Dashboard> {
  const found = await getDashboard(user, id);
  if (found.mine) return found;
  throw new AppError("forbidden", `“${found.name}” is ${found.owner.name}'s dashboard. Save a copy of your own to change it.`);
}

/** Everybody arranges their own; what the team sees is an analyst's work. */
function requireMayShare(user: CurrentUser, shared: boolean): void {
  if (shared && user.role === "viewer") throw new AppError("forbidden", "Sharing a dashboard with the team needs the role analyst; yours is viewer. Save it for yourself, or ask an administrator.");
}

function notFound(): AppError {
  return new AppError("not_found", "This dashboard does not exist, or it was deleted.");
}
