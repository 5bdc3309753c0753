import { z } from "zod";
import { nameSchema } from "./dataset";
import { engagementQuerySchema } from "./engagement";
import { idSchema } from "./paging";

const count = z.number().int().nonnegative();

export const engagementParamsSchema = z.object({ datasetId: idSchema });

/** How well the keys of one link match. */
const linkRateSchema = z.object({
  datasetId: idSchema,
  datasetName: z.string(),
  /** Distinct keys that the events name, and how many of them the linked dataset knows. */
  ids: count,
  matchedIds: count,
  matchedRatio: z.number().nullable(),
  /** Events that name a key which the linked dataset doesn't know, or none. */
  unknownEvents: count,
});
export const engagementLinksSchema = z.object({ items: linkRateSchema.optional(), profiles: linkRateSchema.optional() });
export type EngagementLinks = z.infer<typeof engagementLinksSchema>;
export const unknownIdsQuerySchema = z.object({ link: z.enum(["items", "profiles"]) });

/**
 * Which users: those who meet the filters of a chart, and, where given, one of its cells.
 * `cohort` with `period`: a cell of the retention triangle. `isoWeekday` and `hour`: a cell of the peak times.
 * `periodStart`: active in that period, or, with `lifecycle`, in that state in it.
 */
export const engagementMembersQuerySchema = engagementQuerySchema.extend({
  cohort: z.iso.date().optional(),
  period: z.coerce.number().int().min(0).max(100_000).optional(),
  isoWeekday: z.coerce.number().int().min(1).max(7).optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  periodStart: z.iso.date().optional(),
  lifecycle: z.enum(["new", "returning", "resurrecting", "dormant"]).optional(),
});
export type EngagementMembersQuery = z.infer<typeof engagementMembersQuerySchema>;

/** Keys of users, numbers before texts; at most `limit` (100 unless asked) of `size`. */
export const engagementMembersSchema = z.object({ size: count, users: z.array(z.string()) });

/** The same users saved as an audience of the linked dataset of profiles. */
export const engagementAudienceRequestSchema = z.strictObject({ name: nameSchema, question: engagementMembersQuerySchema });

export const engagementUserQuerySchema = z.object({
  key: z.string().min(1).max(1000),
  timezone: z.string().max(64).default("UTC"),
  gapMinutes: z.coerce.number().positive().max(24 * 60).default(30),
});
export type EngagementUserQuery = z.infer<typeof engagementUserQuerySchema>;

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One user: what they did and when, what their profile says, and the segments they are in. Days are those of the asked zone, instants are UTC. */
export const engagementUserSchema = z.object({
  user: z.string(),
  events: count,
  activeDays: count,
  firstSeen: z.string(),
  lastSeen: z.string(),
  minutes: z.number().optional(),
  /** Days with an event, ascending. */
  days: z.array(z.object({ date: z.string(), events: count, minutes: z.number().optional() })),
  sessionCount: count,
  /** The last 50, newest first. */
  sessions: z.array(z.object({ from: z.string(), to: z.string(), minutes: z.number(), events: count })),
  categories: z.array(z.object({ category: z.string(), events: count, shareRatio: z.number(), minutes: z.number().optional() })),
  /** The last 50, newest first. */
  recentEvents: z.array(
    z.object({ at: z.string(), item: z.string().optional(), label: z.string().optional(), categories: z.array(z.string()), minutes: z.number().optional(), rating: z.number().optional() }),
  ),
  profile: z.object({ datasetId: idSchema, rowId: z.number().int(), cells: z.array(z.object({ column: z.string(), value: cell })) }).optional(),
  /** Newest segmentation first. */
  segments: z.array(z.object({ segmentationId: idSchema, segmentationName: z.string(), segmentId: idSchema, segment: z.number().int(), name: z.string() })),
});
export type EngagementUser = z.infer<typeof engagementUserSchema>;

export const insightSchema = z.object({
  kind: z.enum(["peak", "category-rise", "category-fall", "segment-retention", "lapsing", "weekend", "activity-change"]),
  sentence: z.string(),
  /** The numbers behind the sentence. */
  figures: z.array(z.object({ name: z.string(), value: z.number(), unit: z.enum(["users", "share", "ratio"]), low95: z.number().optional(), high95: z.number().optional() })),
  test: z.string(),
  pValue: z.number(),
  /** After Benjamini and Hochberg over everything that was tested. */
  adjustedPValue: z.number(),
  /** The chart and the filters that show it. */
  shows: z.object({ chart: z.string(), question: z.record(z.string(), z.string()) }),
});
export type Insight = z.infer<typeof insightSchema>;

/** What holds beyond chance, most telling first; empty where nothing does. */
export const engagementInsightsSchema = z.object({
  insights: z.array(insightSchema),
  /** How many questions were put to the data, and how their answers were guarded against chance. */
  tested: count,
  method: z.string(),
});
export type EngagementInsights = z.infer<typeof engagementInsightsSchema>;
