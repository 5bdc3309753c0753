import { z } from "zod";

export const liveEventTypeSchema = z.enum(["rating", "play", "like", "dislike", "watchlist", "not-interested"]);
export type LiveEventType = z.infer<typeof liveEventTypeSchema>;

const keySchema = z.union([z.string().trim().min(1).max(300), z.int().transform(String)]);

/** Something that just happened: a rating needs its value; of a play, the value is minutes. */
export const liveEventSchema = z
  .strictObject({
    user: keySchema,
    item: keySchema,
    type: liveEventTypeSchema,
    value: z.number().optional(),
    /** Now when absent. */
    time: z.iso.datetime({ offset: true }).optional(),
    /** Made up by staff: it changes what this user is shown, and stays out of the dataset and its charts. */
    testUser: z.boolean().default(false),
    /** The sender's own id of the event: sent twice, it is stored once. */
    id: z.string().min(1).max(200).optional(),
  })
  .refine(({ type, value }) => type !== "rating" || value !== undefined, { path: ["value"], message: "A rating needs its value" });
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** One event, or `{events: […]}`. */
export const liveEventsRequestSchema = z.union([z.strictObject({ events: z.array(liveEventSchema).min(1, "Send at least one event").max(2000, "Send at most 2,000 events at once") }), liveEventSchema]);
export type LiveEventsRequest = z.infer<typeof liveEventsRequestSchema>;

export const liveEventsAcceptedSchema = z.object({
  /** Stored for good. */
  accepted: z.number().int(),
  /** Left out, because the sender's id was stored before. */
  duplicates: z.number().int(),
  /** Items of these events that the linked catalogue does not have (at most 20): stored all the same. */
  unknownItems: z.array(z.string()),
});
export type LiveEventsAccepted = z.infer<typeof liveEventsAcceptedSchema>;

export const liveEventsQuerySchema = z.object({
  user: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type LiveEventsQuery = z.infer<typeof liveEventsQuerySchema>;

export const liveEventsSchema = z.object({
  items: z.array(z.object({
    id: z.string(),
    user: z.string(),
    item: z.string(),
    type: liveEventTypeSchema,
    value: z.number().nullable(),
    time: z.iso.datetime(),
    testUser: z.boolean(),
    /** `waiting` until it is part of the dataset; a test user's event never is. */
    state: z.enum(["waiting", "in-dataset", "test"]),
  })),
  /** Stored and not yet in the charts. */
  waiting: z.number().int(),
});
export type LiveEvents = z.infer<typeof liveEventsSchema>;
