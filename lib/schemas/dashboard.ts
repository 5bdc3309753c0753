import { z } from "zod";
import { nameSchema } from "./dataset";
import { idSchema } from "./paging";

const slug = z.string().regex(/^[a-z0-9-]{1,40}$/u, "Letters, digits and hyphens");

/** Charts in the order they are shown. What a chart is called is the page's business. */
export const dashboardLayoutSchema = z
  .array(z.strictObject({ chart: slug, width: z.enum(["third", "half", "two-thirds", "full"]), hidden: z.boolean().default(false) }))
  .max(60)
  .refine((charts) => new Set(charts.map(({ chart }) => chart)).size === charts.length, "A chart is in a dashboard once");
export type DashboardLayout = z.infer<typeof dashboardLayoutSchema>;

/** The filters that a dashboard opens with, as its URL spells them. */
const filtersSchema = z.record(z.string().max(40), z.string().max(2000)).refine((filters) => Object.keys(filters).length <= 30, "At most 30 filters");

export const dashboardRequestSchema = z.strictObject({
  datasetId: idSchema,
  name: nameSchema,
  layout: dashboardLayoutSchema,
  filters: filtersSchema.default({}),
  /** Everybody in the team sees it; only its owner changes it. */
  shared: z.boolean().default(false),
});
export type DashboardRequest = z.infer<typeof dashboardRequestSchema>;

export const dashboardPatchSchema = z.strictObject({
  name: nameSchema.optional(),
  layout: dashboardLayoutSchema.optional(),
  filters: filtersSchema.optional(),
  shared: z.boolean().optional(),
});
export type DashboardPatch = z.infer<typeof dashboardPatchSchema>;

export const dashboardSchema = z.object({
  id: idSchema,
  datasetId: idSchema,
  name: z.string(),
  layout: dashboardLayoutSchema,
  filters: filtersSchema,
  shared: z.boolean(),
  owner: z.object({ id: idSchema, name: z.string() }),
  /** Whether the asker may change and delete it. */
  mine: z.boolean(),
  updatedAt: z.iso.datetime(),
});
export type Dashboard = z.infer<typeof dashboardSchema>;

export const dashboardQuerySchema = z.object({ dataset: idSchema });
export const dashboardListSchema = z.object({ items: z.array(dashboardSchema) });
