import { z } from "zod";
import { idSchema, pageQuerySchema } from "./paging";

/** An item as the screens show it; only what the linked catalogue has is present. */
export const catalogueItemSchema = z.object({
  item: z.string(),
  label: z.string(),
  genres: z.array(z.string()),
  year: z.number().int().optional(),
  people: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  description: z.string().optional(),
  pictureUrl: z.string().optional(),
});
export type CatalogueItem = z.infer<typeof catalogueItemSchema>;

/** One reason for a title, strongest first. `share` is its part of the whole score, 0–1, where the algorithm can say it. */
export const reasonSchema = z.object({
  kind: z.enum(["watched", "similar-people", "genre", "segment", "popular", "trending", "taste", "new"]),
  text: z.string(),
  /** The watched title that speaks for it. */
  item: z.string().optional(),
  label: z.string().optional(),
  share: z.number().optional(),
});
export type Reason = z.infer<typeof reasonSchema>;

export const suggestionSchema = catalogueItemSchema.extend({
  score: z.number(),
  /** On the dataset's own scale, from recommenders of ratings. */
  predictedRating: z.number().optional(),
  /** People with an event on it. */
  users: z.number().int(),
  meanRating: z.number().optional(),
  why: z.array(reasonSchema).optional(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

const severalSchema = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]).flatMap((text) => text.split(",")).filter((text) => text !== ""));
const flagSchema = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");
const keySchema = z.string().min(1).max(300);
const kSchema = z.coerce.number().int().min(1).max(500).default(10);

export const recommendationsQuerySchema = z.object({
  user: keySchema,
  k: kSchema,
  /** Items to leave out besides what the user has: repeated, or separated by commas. */
  exclude: severalSchema.default([]),
  genre: severalSchema.default([]),
  explain: flagSchema.default(false),
  /** Count what staff tried out with this user as well; what was tried out with a made-up user always counts. */
  testEvents: flagSchema.default(false),
});
export type RecommendationsQuery = z.infer<typeof recommendationsQuerySchema>;

export const recommendationsSchema = z.object({
  recommenderId: idSchema,
  /** Version that answered. */
  version: z.number().int(),
  algorithm: z.string(),
  user: z.string().optional(),
  /** How the user is known: `trained`, `live` (from events after training), `described` (a fold-in). */
  basis: z.enum(["trained", "live", "described"]),
  items: z.array(suggestionSchema),
  notices: z.array(z.string()),
});
export type Recommendations = z.infer<typeof recommendationsSchema>;

export const similarQuerySchema = z.object({ item: keySchema, k: kSchema });
export type SimilarQuery = z.infer<typeof similarQuerySchema>;
export const similarSchema = z.object({ version: z.number().int(), item: catalogueItemSchema, items: z.array(suggestionSchema) });
export type Similar = z.infer<typeof similarSchema>;

/** A viewer who is only described: nothing is stored, nothing is trained. */
export const foldInRequestSchema = z.strictObject({
  likes: z.array(keySchema).max(1000).default([]),
  /** Ratings on the dataset's scale, by item. */
  ratings: z.union([z.record(keySchema, z.number()), z.array(z.strictObject({ item: keySchema, rating: z.number() })).max(1000)]).default({}),
  dislikes: z.array(keySchema).max(1000).default([]),
  genres: z.array(z.string().min(1).max(200)).max(50).default([]),
  segment: z.int().min(-1).optional(),
  k: z.int().min(1).max(500).default(10),
  exclude: z.array(keySchema).max(5000).default([]),
  genre: z.array(z.string().max(200)).max(50).default([]),
  explain: z.boolean().default(true),
});
export type FoldInRequest = z.infer<typeof foldInRequestSchema>;

export const rowsQuerySchema = z.object({
  user: keySchema,
  /** Titles a row holds at most. */
  k: z.coerce.number().int().min(1).max(60).default(18),
});
export type ViewerRowsQuery = z.infer<typeof rowsQuerySchema>;

export const viewerRowSchema = z.object({
  id: z.string(),
  kind: z.enum(["trending", "for-you", "because", "genre", "new"]),
  title: z.string(),
  /** What the row is made by, in one line. */
  note: z.string(),
  items: z.array(suggestionSchema),
});
export type ViewerRow = z.infer<typeof viewerRowSchema>;

export const feedbackSchema = z.object({ item: z.string(), rating: z.number().optional(), liked: z.boolean().optional(), notInterested: z.boolean().optional(), watchlist: z.boolean().optional() });

/** What a person sees: the rows of a streaming service's home page, newest feedback included. */
export const viewerRowsSchema = z.object({
  version: z.number().int(),
  algorithm: z.string(),
  user: z.string().optional(),
  /** Whether the user is one that staff made up in this view. */
  testUser: z.boolean(),
  basis: recommendationsSchema.shape.basis,
  segment: z.object({ segment: z.number().int(), name: z.string() }).optional(),
  /** What the user had: newest first, at most 50. */
  history: z.array(catalogueItemSchema.extend({ rating: z.number().optional(), at: z.iso.datetime().optional(), live: z.boolean() })),
  historyCount: z.number().int(),
  /** Every judgement that came in after training, by item. */
  feedback: z.array(feedbackSchema),
  watchlist: z.array(catalogueItemSchema),
  scale: z.tuple([z.number(), z.number()]).optional(),
  rows: z.array(viewerRowSchema),
});
export type ViewerRows = z.infer<typeof viewerRowsSchema>;

export const playlistRequestSchema = z.strictObject({
  items: z.array(keySchema).min(1, "Start from at least one item").max(100),
  length: z.int().min(1).max(200).default(20),
  /** 0 keeps to what is most alike, 1 spreads as far as it can. */
  diversity: z.number().min(0).max(1).default(0.3),
  /** 0 prefers what many know, 1 what few know. */
  novelty: z.number().min(0).max(1).default(0.2),
  /** Leaves out what this user has. */
  user: keySchema.optional(),
});
export type PlaylistRequest = z.infer<typeof playlistRequestSchema>;
export const playlistSchema = z.object({
  version: z.number().int(),
  items: z.array(suggestionSchema),
  /** Of the list as a whole: mean dissimilarity 0–1, mean self-information in bits. */
  diversity: z.number(),
  novelty: z.number(),
  notices: z.array(z.string()),
});
export type Playlist = z.infer<typeof playlistSchema>;

/** An item in a segment: how much more its people take it than everybody does. */
export const segmentItemSchema = catalogueItemSchema.extend({
  users: z.number().int(),
  shareRatio: z.number(),
  overallShareRatio: z.number(),
  lift: z.number(),
  /** 95 % interval of the lift. */
  low95: z.number(),
  high95: z.number(),
});
/** Users that can be expected, the interval that holds 8 of 10, and their share of the group. */
export const expectedUsersSchema = z.object({ expectedUsers: z.number(), low80: z.number(), high80: z.number(), shareRatio: z.number() });
export const recommenderSegmentsSchema = z.object({
  version: z.number().int(),
  segmentation: z.object({ id: idSchema, name: z.string() }).optional(),
  segments: z.array(z.object({ segment: z.number().int(), name: z.string(), users: z.number().int(), lifted: z.array(segmentItemSchema) })),
  /** Titles that segments disagree on most. */
  contested: z.array(catalogueItemSchema.extend({
    spread: z.number(),
    bySegment: z.array(z.object({ segment: z.number().int(), shareRatio: z.number(), users: z.number().int(), meanRating: z.number().optional() })),
  })),
  /** Catalogue items that few or no people have yet, with how many are expected to take them: of everybody, and of each segment. */
  demand: z.array(catalogueItemSchema.extend({
    users: z.number().int(),
    expected: expectedUsersSchema,
    bySegment: z.array(expectedUsersSchema.extend({ segment: z.number().int() })),
    /** The known items that speak for it most, with their part of all that speak. */
    like: z.array(z.object({ item: z.string(), label: z.string(), weight: z.number() })),
  })),
  /** What the expected figures rest on, and how far off they were for known items that were taken as if they were new. */
  demandBasis: z.object({
    kind: z.enum(["learned-features", "content", "features"]),
    check: z.object({ items: z.number().int(), neighbours: z.number().int(), low80: z.number(), high80: z.number(), gainRatio: z.number() }).optional(),
    sentence: z.string(),
  }).optional(),
  notices: z.array(z.string()),
});
export type RecommenderSegments = z.infer<typeof recommenderSegmentsSchema>;

export const recommenderExportQuerySchema = z.object({
  what: z.enum(["users", "segments", "similar"]).default("users"),
  format: z.enum(["csv", "json", "parquet"]).default("csv"),
  k: z.coerce.number().int().min(1).max(100).default(10),
});
export type RecommenderExportQuery = z.infer<typeof recommenderExportQuerySchema>;

export const recommenderUsersQuerySchema = pageQuerySchema.extend({ q: z.string().max(200).default("") });
export type RecommenderUsersQuery = z.infer<typeof recommenderUsersQuerySchema>;
export const recommenderUsersSchema = z.object({
  items: z.array(z.object({ user: z.string(), events: z.number().int(), testUser: z.boolean(), segment: z.number().int().optional(), segmentName: z.string().optional() })),
  total: z.number().int(),
});
export type RecommenderUsers = z.infer<typeof recommenderUsersSchema>;
