import { z } from "zod";
import { idSchema } from "./paging";

export const chartIdSchema = z.enum(["activity", "active-users", "peak-times", "categories", "top-items", "durations", "retention", "lifecycle", "users", "summary"]);
export type ChartId = z.infer<typeof chartIdSchema>;

export const granularitySchema = z.enum(["hour", "day", "week", "month"]);
export type Granularity = z.infer<typeof granularitySchema>;

const daySchema = z.iso.date("A day is written YYYY-MM-DD");
/** One or several values, repeated in the query string. */
const severalSchema = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]));

/** What a chart is asked for. `from` and `to` are days in `timezone`, both included. */
export const engagementQuerySchema = z.object({
  from: daySchema.optional(),
  to: daySchema.optional(),
  timezone: z.string().max(64).default("UTC"),
  granularity: granularitySchema.optional(),
  segmentation: idSchema.optional(),
  /** Segment numbers of that segmentation, or ids of segments; several count together. */
  segment: severalSchema.optional(),
  audience: idSchema.optional(),
  category: severalSchema.optional(),
  item: severalSchema.optional(),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
  /** Retention: “nth” counts who is active in the n-th period, “on-or-after” in the n-th or any later one. */
  retention: z.enum(["nth", "on-or-after"]).optional(),
});
export type EngagementQuery = z.infer<typeof engagementQuerySchema>;

const count = z.number().int().nonnegative();

/** Rows of each chart, as CONTRACT says; units are in the names, days and periods are those of the asked time zone. */
export const chartRowSchemas = {
  activity: z.strictObject({ periodStart: z.string(), events: count, users: count, minutes: z.number().optional() }),
  "active-users": z.strictObject({ date: z.string(), dau: count, wau: count, mau: count, stickinessRatio: z.number().nullable() }),
  "peak-times": z.strictObject({ isoWeekday: z.number().int().min(1).max(7), hour: z.number().int().min(0).max(23), events: count, users: count }),
  categories: z.strictObject({
    category: z.string(),
    events: count,
    users: count,
    items: count,
    meanRating: z.number().optional(),
    minutes: z.number().optional(),
    meanMinutes: z.number().optional(),
  }),
  "top-items": z.strictObject({ item: z.string(), label: z.string(), events: count, users: count, meanRating: z.number().optional(), minutes: z.number().optional() }),
  durations: z.strictObject({ fromMinutes: z.number(), toMinutes: z.number(), events: count }),
  retention: z.strictObject({ cohort: z.string(), cohortSize: count, period: count, activeUsers: count, retentionRatio: z.number() }),
  lifecycle: z.strictObject({ periodStart: z.string(), new: count, returning: count, resurrecting: count, dormant: count }),
  users: z.strictObject({ user: z.string(), events: count, activeDays: count, firstSeen: z.string(), lastSeen: z.string(), minutes: z.number().optional() }),
  summary: z.strictObject({
    events: count,
    users: count,
    items: count,
    from: z.string().nullable(),
    to: z.string().nullable(),
    minutes: z.number().optional(),
    meanRating: z.number().optional(),
  }),
} as const satisfies Record<ChartId, z.ZodType>;

export type ChartRows = { [Chart in ChartId]: z.infer<(typeof chartRowSchemas)[Chart]>[] };

export const engagementAnswerSchema = z.object({
  chart: chartIdSchema,
  /** The question as it was understood: defaults filled in. */
  parameters: z.record(z.string(), z.unknown()),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
});
