import { z } from "zod";
import { nameSchema } from "./dataset";
import { idSchema, jobErrorSchema, pageQuerySchema, pageSchema, progressSchema, runStatusSchema } from "./paging";

/** What can be trained; the first three are baselines, which are also trained beside every other one. */
export const recommenderAlgorithmSchema = z.enum([
  "mean", "baseline", "popular", "user-knn", "item-knn", "cooccurrence", "svd", "svdpp", "als", "bpr", "hybrid", "ease", "content", "blend",
]);
export type RecommenderAlgorithm = z.infer<typeof recommenderAlgorithmSchema>;

/** Values by parameter name, as `GET /recommenders/algorithms` lists them; an absent one takes the algorithm's default. */
export const recommenderParametersSchema = z.record(z.string().max(100), z.union([z.number(), z.string().max(100)]));
export type RecommenderParameters = z.infer<typeof recommenderParametersSchema>;

const parameterTextFields = { name: z.string(), label: z.string(), hint: z.string() };

/** One algorithm with what may be chosen of it. */
export const algorithmInfoSchema = z.object({
  name: recommenderAlgorithmSchema,
  label: z.string(),
  summary: z.string(),
  isBaseline: z.boolean(),
  predictsRatings: z.boolean(),
  feedback: z.array(z.enum(["explicit", "implicit"])),
  parameters: z.array(z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("number"), ...parameterTextFields, min: z.number(), max: z.number(), integer: z.boolean(), default: z.number(), implicitDefault: z.number().optional() }),
    z.object({ kind: z.literal("choice"), ...parameterTextFields, choices: z.array(z.string()), default: z.string(), implicitDefault: z.string().optional() }),
  ])),
});
export const algorithmListSchema = z.object({ items: z.array(algorithmInfoSchema) });
export type AlgorithmList = z.infer<typeof algorithmListSchema>;

/** How events become what is learned from. */
export const interactionOptionsSchema = z.strictObject({
  /** Ratings, or what people do; `auto`: ratings where a column has the role *rating* and at least half of the rows have one. */
  feedback: z.enum(["auto", "explicit", "implicit"]).default("auto"),
  /** The lowest and the highest rating there can be: others are left out and counted. Absent: what was seen, opened to the usual ends (1 to 5, 10 or 100). */
  scale: z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, "The lowest rating must be below the highest").optional(),
  /** A rating of at least this much counts as liked; absent: four fifths of the scale. */
  positiveFrom: z.number().optional(),
  /** The column that says what kind of event a row is; found by its name when absent. */
  typeColumn: z.string().max(300).optional(),
  /** Weight of each kind of event, by the type column's value: 0 leaves it out. */
  weights: z.record(z.string().max(200), z.number().min(-1000).max(1000)).default({}),
});
export type InteractionOptions = z.infer<typeof interactionOptionsSchema>;

const seedSchema = z.int().min(0).max(2 ** 31 - 1);

/** What one version is trained with. */
export const trainingPlanSchema = z.strictObject({
  algorithm: recommenderAlgorithmSchema,
  parameters: recommenderParametersSchema.default({}),
  seed: seedSchema.default(42),
  interactions: interactionOptionsSchema.default({ feedback: "auto", weights: {} }),
  /** A finished segmentation of the linked profiles: quality, popularity and lift per segment. */
  segmentationId: idSchema.nullish(),
});
export type TrainingPlan = z.infer<typeof trainingPlanSchema>;

export const scheduleSchema = z.enum(["none", "nightly", "weekly"]);
export type RecommenderSchedule = z.infer<typeof scheduleSchema>;

/** `POST /recommenders`. */
export const recommenderRequestSchema = trainingPlanSchema.extend({ datasetId: idSchema, name: nameSchema.optional(), schedule: scheduleSchema.default("none") });
export type RecommenderRequest = z.infer<typeof recommenderRequestSchema>;

/** `POST /recommenders/ID/retrain`: what is absent stays as in the newest version; another algorithm takes its own defaults. */
export const retrainRequestSchema = z.strictObject({
  algorithm: recommenderAlgorithmSchema.optional(),
  parameters: recommenderParametersSchema.optional(),
  seed: seedSchema.optional(),
  interactions: interactionOptionsSchema.optional(),
  segmentationId: idSchema.nullish(),
  /** Serve the new version as soon as it has finished. */
  promote: z.boolean().default(false),
});
export type RetrainRequest = z.infer<typeof retrainRequestSchema>;

export const recommenderPatchSchema = z.strictObject({ name: nameSchema.optional(), schedule: scheduleSchema.optional() });
export type RecommenderPatch = z.infer<typeof recommenderPatchSchema>;

export const recommenderCreatedSchema = z.object({ id: idSchema, version: z.number().int(), status: runStatusSchema });
export type RecommenderCreated = z.infer<typeof recommenderCreatedSchema>;

export const recommenderListQuerySchema = pageQuerySchema.extend({ datasetId: idSchema.optional() });
export type RecommenderListQuery = z.infer<typeof recommenderListQuerySchema>;
export const recommenderVersionParamsSchema = z.object({ id: idSchema, number: z.coerce.number().int().min(1) });

/** A mean over users (or folds) with its 95 % interval, where there is one. */
export const figureSchema = z.object({ value: z.number(), low95: z.number().optional(), high95: z.number().optional() });
export type Figure = z.infer<typeof figureSchema>;

/** Rating figures over k folds (lower is better), ranking figures at k (higher is better). Only what applies is present. */
export const modelFiguresSchema = z.object({
  rmse: figureSchema.optional(),
  mae: figureSchema.optional(),
  ndcg: figureSchema.optional(),
  precision: figureSchema.optional(),
  recall: figureSchema.optional(),
  map: figureSchema.optional(),
  mrr: figureSchema.optional(),
  /** Share of the items that anybody is shown. */
  coverage: figureSchema.optional(),
  /** Mean self-information of what is shown, in bits: rarer titles have more. */
  novelty: figureSchema.optional(),
  /** Mean dissimilarity of the titles within a list, 0–1. */
  diversity: figureSchema.optional(),
  /** Share of what is shown that belongs to the most popular fifth of the items, 0–1. */
  popularityShare: figureSchema.optional(),
});
export type ModelFigures = z.infer<typeof modelFiguresSchema>;

export const judgedModelSchema = z.object({
  /** An algorithm, or a baseline such as `popular-in-genre`, `trending`. */
  key: z.string(),
  label: z.string(),
  isBaseline: z.boolean(),
  figures: modelFiguresSchema,
});

/** How one group of users, or the titles of one genre, are served, beside what “most popular” gives them. */
export const servedGroupSchema = z.object({
  name: z.string(),
  /** Segment number, where the group is one. */
  segment: z.number().int().optional(),
  users: z.number().int(),
  heldOut: z.number().int(),
  ndcg: z.number().nullable(),
  recall: z.number().nullable(),
  popularNdcg: z.number().nullable(),
  popularRecall: z.number().nullable(),
  /** Well below the others. */
  servedBadly: z.boolean(),
});
export type ServedGroup = z.infer<typeof servedGroupSchema>;

export const recommenderQualitySchema = z.object({
  k: z.number().int(),
  /** The model first, then every baseline. */
  models: z.array(judgedModelSchema),
  /** Whether it beats “most popular”, in one sentence. `beatsPopular` is null where nothing could be ranked. */
  verdict: z.object({ beatsPopular: z.boolean().nullable(), sentence: z.string() }),
  splits: z.object({
    rating: z.object({ folds: z.number().int(), ratings: z.number().int(), low: z.number(), high: z.number() }).optional(),
    ranking: z.object({ users: z.number().int(), trainPositives: z.number().int(), heldOut: z.number().int(), items: z.number().int(), positiveFrom: z.number().optional() }).optional(),
  }),
  segments: z.array(servedGroupSchema),
  genres: z.array(servedGroupSchema),
  /** By how much each user has done: from few events to many. */
  activity: z.array(servedGroupSchema),
  /** The users whose held-out titles were found worst, least first. */
  badlyServedUsers: z.array(z.object({ user: z.string(), heldOut: z.number().int(), events: z.number().int(), ndcg: z.number() })),
  /** What passes over the data gave, where the algorithm learns in passes; they go on half as far again as was asked. */
  learningCurve: z.object({
    measure: z.string(),
    better: z.enum(["higher", "lower"]).optional(),
    unit: z.enum(["epoch", "round"]).optional(),
    /** Passes that the version was trained with. */
    asked: z.number().optional(),
    points: z.array(z.object({ step: z.number(), train: z.number().nullable(), heldOut: z.number().nullable() })),
    /** Whether more passes would pay. */
    sentence: z.string().optional(),
  }).optional(),
  /** What a quarter, half, three quarters and all of the events gave. */
  dataCurve: z.object({
    measure: z.string(),
    better: z.enum(["higher", "lower"]),
    points: z.array(z.object({ shareRatio: z.number(), interactions: z.number().int(), train: z.number(), heldOut: z.number() })),
    /** Whether more data would pay. */
    sentence: z.string(),
  }).optional(),
  notices: z.array(z.string()),
});
export type RecommenderQuality = z.infer<typeof recommenderQualitySchema>;

export const recommenderVersionSchema = z.object({
  id: idSchema,
  number: z.number().int(),
  status: runStatusSchema,
  progress: progressSchema,
  promoted: z.boolean(),
  algorithm: recommenderAlgorithmSchema,
  parameters: recommenderParametersSchema,
  interactions: interactionOptionsSchema,
  seed: z.number().int(),
  datasetVersion: z.number().int(),
  segmentationId: idSchema.nullable(),
  /** What it learned from. */
  learnedFrom: z.object({ feedback: z.enum(["explicit", "implicit"]), users: z.number().int(), items: z.number().int(), interactions: z.number().int(), scale: z.tuple([z.number(), z.number()]).optional() }).optional(),
  quality: recommenderQualitySchema.optional(),
  timingsMs: z.record(z.string(), z.number()).optional(),
  modelBytes: z.number().optional(),
  /** Who or what started it: a person's name, or “Nightly schedule”. */
  startedBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  error: jobErrorSchema.optional(),
});
export type RecommenderVersion = z.infer<typeof recommenderVersionSchema>;

export const recommenderSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Of the newest version. */
  status: runStatusSchema,
  progress: progressSchema,
  error: jobErrorSchema.optional(),
  datasetId: idSchema,
  datasetName: z.string(),
  itemsDatasetId: idSchema.nullable(),
  schedule: scheduleSchema,
  /** Of the promoted version, else of the newest one. */
  algorithm: recommenderAlgorithmSchema,
  /** Number of the version that serves; absent until one has finished. */
  promoted: z.number().int().optional(),
  versionCount: z.number().int(),
  /** The promoted version's own figures and verdict. */
  figures: modelFiguresSchema.optional(),
  verdict: recommenderQualitySchema.shape.verdict.optional(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type RecommenderSummary = z.infer<typeof recommenderSummarySchema>;
export const recommenderPageSchema = pageSchema(recommenderSummarySchema);

/** `GET /recommenders/ID`. Quality is that of the promoted version; each version has its own as well. */
export const recommenderSchema = recommenderSummarySchema.extend({
  quality: recommenderQualitySchema.optional(),
  versions: z.array(recommenderVersionSchema),
});
export type Recommender = z.infer<typeof recommenderSchema>;
