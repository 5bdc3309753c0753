import { z } from "zod";
import { idSchema } from "./paging";

export const chartIdSchema = z.enum([
  "activity", "active-users", "peak-times", "categories", "top-items", "durations", "retention", "lifecycle", "users", "summary",
  "sessions", "session-summary", "ratings", "places", "category-trend", "category-change", "duration-effects",
]);
export type ChartId = z.infer<typeof chartIdSchema>;

export const granularitySchema = z.enum(["hour", "day", "week", "month"]);
export type Granularity = z.infer<typeof granularitySchema>;

const daySchema = z.iso.date("A day is written YYYY-MM-DD");
/** One or several values, repeated in the query string. */
const severalSchema = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]));

/**
 * `previous`: the figures of as many days just before the range (activity, summary), where the data hold them.
 * `complete`: whether the data reach the end of the row's period (activity, retention).
 * `intervals`: Wilson's 95 % interval beside each share (retention). `series`: a small series of events per item (top-items).
 */
const extraSchema = z.enum(["previous", "complete", "intervals", "series"]);
export type EngagementExtra = z.infer<typeof extraSchema>;

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
  /** `COLUMN:VALUE` of a column that says where an event came from, such as device or country; values of one column count together. */
  place: severalSchema.optional(),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
  /** What staff tried out as test users is left out unless it is asked for. */
  testUsers: z.literal("include").optional(),
  /** Retention: “nth” counts who is active in the n-th period, “on-or-after” in the n-th or any later one. */
  retention: z.enum(["nth", "on-or-after"]).optional(),
  /** Retention: cohorts of users by their first period ever, or by every period in which they are active. */
  cohorts: z.enum(["first-time", "returning"]).optional(),
  /** Sessions: a pause of more than this ends one. */
  gapMinutes: z.coerce.number().positive().max(24 * 60).optional(),
  /** What the rows say beyond the usual; see `chartRowSchemas`. */
  include: z.union([extraSchema, z.array(extraSchema)]).transform((value) => (Array.isArray(value) ? value : [value])).optional(),
});
export type EngagementQuery = z.infer<typeof engagementQuerySchema>;

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const optionalInterval = { low95: z.number().optional(), high95: z.number().optional() };

const previousPeriod = { previousStart: z.string().optional(), previousEvents: count.optional(), previousUsers: count.optional(), previousMinutes: z.number().optional(), complete: z.boolean().optional() };
const previousSummary = {
  previousFrom: z.string().optional(),
  previousTo: z.string().optional(),
  previousEvents: count.optional(),
  previousUsers: count.optional(),
  previousItems: count.optional(),
  previousMinutes: z.number().optional(),
  previousMeanRating: z.number().optional(),
};

/** Rows of each chart, as CONTRACT says; units are in the names, days and periods are those of the asked time zone. */
export const chartRowSchemas = {
  activity: z.strictObject({ periodStart: z.string(), events: count, users: count, minutes: z.number().optional(), ...previousPeriod }),
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
  "top-items": z.strictObject({ item: z.string(), label: z.string(), events: count, users: count, meanRating: z.number().optional(), minutes: z.number().optional(), series: z.array(count).optional() }),
  durations: z.strictObject({ fromMinutes: z.number(), toMinutes: z.number(), events: count }),
  retention: z.strictObject({ cohort: z.string(), cohortSize: count, period: count, activeUsers: count, retentionRatio: z.number(), ...optionalInterval, complete: z.boolean().optional() }),
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
    ...previousSummary,
  }),
  /** Distribution: sessions whose `minutes` (first to last event) or `events` lie from `from` (included) to `to` (not included, but in the last bar). */
  sessions: z.strictObject({ measure: z.enum(["minutes", "events"]), from: z.number(), to: z.number(), sessions: count }),
  "session-summary": z.strictObject({
    gapMinutes: z.number(),
    sessions: count,
    users: count,
    sessionsPerUser: z.number().nullable(),
    meanMinutes: z.number().nullable(),
    medianMinutes: z.number().nullable(),
    longMinutes: z.number().nullable(),
    meanEvents: z.number().nullable(),
    medianEvents: z.number().nullable(),
  }),
  /** A value each, where there are at most 25; else bars. */
  ratings: z.strictObject({ fromRating: z.number(), toRating: z.number(), events: count, shareRatio: share, low95: share, high95: share }),
  /** Shares are of the events that say something in the column. */
  places: z.strictObject({ column: z.string(), value: z.string(), events: count, users: count, minutes: z.number().optional(), shareRatio: share, low95: share, high95: share }),
  /** `shareRatio`: of the period's events that have any category; shares of a period add up to more than 1 where cells hold several. */
  "category-trend": z.strictObject({ periodStart: z.string(), category: z.string(), events: count, users: count, minutes: z.number().optional(), shareRatio: share.nullable(), complete: z.boolean() }),
  /** Rise and fall of shares against as many days just before the range; `low95` and `high95` are those of the difference, with users as clusters. */
  "category-change": z.strictObject({
    category: z.string(),
    events: count,
    previousEvents: count,
    shareRatio: share,
    previousShareRatio: share,
    changeRatio: z.number().nullable(),
    changeShare: z.number(),
    low95: z.number(),
    high95: z.number(),
    pValue: share,
  }),
  /** How many minutes longer than the average event one of this category lasts, other things equal. */
  "duration-effects": z.strictObject({
    category: z.string(),
    events: count,
    meanMinutes: z.number(),
    effectMinutes: z.number(),
    low95: z.number(),
    high95: z.number(),
    pValue: share,
    /** Events that the estimate rests on. */
    sampleEvents: count,
  }),
} as const satisfies Record<ChartId, z.ZodType>;

export type ChartRows = { [Chart in ChartId]: z.infer<(typeof chartRowSchemas)[Chart]>[] };

export const engagementAnswerSchema = z.object({
  chart: chartIdSchema,
  /** The question as it was understood: defaults filled in. */
  parameters: z.record(z.string(), z.unknown()),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.number())]))),
});
