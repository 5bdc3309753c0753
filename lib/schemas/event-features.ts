import { z } from "zod";
import { idSchema } from "./paging";

/** What can be said of a user from their events, in the order of the columns; docs/event-features.md defines each. */
export const eventFeatureSchema = z.enum([
  "recency", "frequency", "active-days", "tenure",
  "sessions", "mean-session", "minutes", "mean-minutes",
  "monetary",
  "rating-mean", "rating-deviation",
  "peak-hour", "peak-hour-circle", "weekend-share", "seasonal-variation",
  "diversity", "category-shares",
  "recency-score", "frequency-score", "monetary-score",
]);
export type EventFeature = z.infer<typeof eventFeatureSchema>;

const columnNameSchema = z.string().max(300);

export const purchasesSchema = z.strictObject({
  /** What one piece costs, or the whole line; the column with the role amount when absent. */
  amountColumn: columnNameSchema.optional(),
  /** Multiplies the amount: pieces per line. */
  quantityColumn: columnNameSchema.optional(),
  /** Names the order that a line belongs to: frequency then counts orders, not lines. */
  basketColumn: columnNameSchema.optional(),
  /** Leaves out lines whose quantity (without one: whose amount) is not above 0, such as cancellations. */
  positiveOnly: z.boolean().default(false),
});

export const eventFeaturesRequestSchema = z.strictObject({
  /** Every feature that the columns allow when absent. */
  features: z.array(eventFeatureSchema).min(1, "Choose at least one feature").optional(),
  /** The categories with a share of their own; the 12 most frequent ones when absent. */
  categories: z.array(z.string().max(300)).min(1).max(50).optional(),
  timezone: z.string().max(64).default("UTC"),
  /** A pause of more than this ends a session. */
  sessionGapMinutes: z.number().positive().max(24 * 60).default(30),
  /** The last day that counts; recency is counted to the day after it. The last day of the data when absent. */
  asOf: z.iso.date("A day is written YYYY-MM-DD").optional(),
  /** How money and orders are counted where the roles don't say it all. */
  purchases: purchasesSchema.optional(),
  /** Whether a new version of the events makes a new version of the features. */
  follows: z.boolean().default(true),
});
export type EventFeaturesRequest = z.infer<typeof eventFeaturesRequestSchema>;

/** A request with everything said that decides the rows. */
export const featuresRecipeSchema = eventFeaturesRequestSchema.omit({ follows: true }).extend({
  features: z.array(eventFeatureSchema),
  categories: z.array(z.string()),
});
export type FeaturesRecipe = z.infer<typeof featuresRecipeSchema>;

/** What a version of a features dataset was made from, and how: enough to make the same rows again. */
export const madeFromSchema = z.object({
  eventsDatasetId: idSchema,
  eventsVersionId: idSchema,
  eventsVersion: z.number().int(),
  /** That version was made of events that were sent in: such versions come and go. */
  fromLive: z.boolean().optional(),
  recipe: featuresRecipeSchema,
});
export type MadeFrom = z.infer<typeof madeFromSchema>;

/** Where a dataset of users comes from, as its page says it. */
export const featuresOriginSchema = z.object({
  /** The events as they are now; absent when they were deleted. */
  events: z.object({ id: idSchema, name: z.string(), version: z.number().int() }).optional(),
  eventsName: z.string(),
  /** The version of the events that the current rows were made from; absent where the rows came another way. */
  madeFromVersion: z.number().int().optional(),
  recipe: featuresRecipeSchema,
  follows: z.boolean(),
  /** The events have another version by now. */
  isStale: z.boolean(),
  /** Why the newest attempt to make them again came to nothing. */
  problem: z.string().optional(),
});
export type FeaturesOrigin = z.infer<typeof featuresOriginSchema>;

/** Which features a dataset of events allows, and what stands in for what is not chosen. */
export const featuresOfferSchema = z.object({
  features: z.array(
    z.object({
      feature: eventFeatureSchema,
      /** Columns that it becomes. */
      columns: z.array(z.string()),
      /** Why these columns don't allow it, and what would. */
      impossible: z.string().optional(),
      /** Chosen until somebody chooses. */
      usual: z.boolean(),
    }),
  ),
  /** The categories that would get a share of their own. */
  categories: z.array(z.string()),
  /** First and last day with an event, in UTC. */
  firstDay: z.string(),
  lastDay: z.string(),
  purchases: z.object({
    /** Columns of numbers, and columns that could name an order. */
    numberColumns: z.array(z.string()),
    basketColumns: z.array(z.string()),
    /** What the roles and names suggest. */
    guess: purchasesSchema,
  }),
});
export type FeaturesOffer = z.infer<typeof featuresOfferSchema>;
