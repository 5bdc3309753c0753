import { z } from "zod";
import { idSchema } from "./paging";

/** What a rule can ask about: kinds of features that are recognised by the column's name, or any feature at all. */
export const featureMeaningSchema = z.enum([
  "recency", "frequency", "spending", "basket", "price", "effort", "tenure", "age", "diversity",
  "spice", "sweetness", "season", "weekend", "hour", "calories",
]);
export type FeatureMeaning = z.infer<typeof featureMeaningSchema>;

/** Percentiles of all rows that a run keeps per feature. */
export const rulePercentileSchema = z.union([z.literal(25), z.literal(50), z.literal(75)]);

export const ruleConditionSchema = z
  .strictObject({
    /** `feature` is the column named beside it; `nothing-else` holds when no rule before it speaks. */
    about: z.union([featureMeaningSchema, z.enum(["feature", "any-feature", "any-category", "nothing-else"])]),
    /** A column's name, as it stands in the data; capitals don't matter. */
    feature: z.string().trim().max(300).optional(),
    direction: z.enum(["high", "low"]),
    /** The least standardised difference from all other rows, as an absolute value. */
    minimumEffect: z.number("Give the least effect as a number").min(0, "The least effect is at least 0").max(10, "The least effect is at most 10").default(0.3),
    /** High: the segment's mean also lies above this percentile of all rows; low: below it. */
    percentile: rulePercentileSchema.optional(),
  })
  .refine(({ about, feature }) => about !== "feature" || Boolean(feature), { path: ["feature"], message: "Name the column" })
  .refine(({ about, percentile }) => about !== "any-category" || percentile === undefined, { path: ["percentile"], message: "A category has no percentiles" });
export type RuleCondition = z.infer<typeof ruleConditionSchema>;

const bracesMatch = (text: string): boolean => text.replace(/\{\w+\}/gu, "").search(/[{}]/u) < 0;
const templateSchema = z.string().refine(bracesMatch, "A placeholder is one word in braces, like {first_name}");

/**
 * One rule: when every condition holds for a segment, it suggests something.
 * Texts may hold {segment}, {feature}, {category}, {value}, {overall}, filled from the evidence of the first condition.
 */
export const ruleSchema = z.strictObject({
  id: z.string().min(1).max(60),
  title: templateSchema.trim().min(1, "Give the rule a title").max(120, "A title has at most 120 characters"),
  conditions: z.array(ruleConditionSchema).min(1, "Give at least one condition").max(5, "A rule has at most five conditions"),
  channel: templateSchema.max(120, "A channel has at most 120 characters").optional(),
  message: templateSchema.max(1000, "A message has at most 1,000 characters").optional(),
  /** What the rows must be: people, or items such as dishes; absent where the rule suits both. */
  rows: z.enum(["people", "items"]).optional(),
  enabled: z.boolean().default(true),
});
export type Rule = z.infer<typeof ruleSchema>;

export const ruleBookSchema = z.strictObject({
  rules: z
    .array(ruleSchema)
    .max(200, "A rule book has at most 200 rules")
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, "Each rule needs an id of its own"),
});
export type RuleBook = z.infer<typeof ruleBookSchema>;

/** `GET /rule-book`: with whether staff changed it. */
export const ruleBookAnswerSchema = z.object({ rules: z.array(ruleSchema), original: z.boolean() });

/** `POST /rule-book/try`: which segments of a run each rule would speak for, switched off or not. */
export const ruleTrialRequestSchema = z.strictObject({ segmentationId: idSchema, rules: ruleBookSchema.shape.rules });
export const ruleTrialSchema = z.object({
  segments: z.array(z.object({ segment: z.number().int(), name: z.string() })),
  rules: z.array(z.object({ id: z.string(), segments: z.array(z.number().int()) })),
});
export type RuleTrial = z.infer<typeof ruleTrialSchema>;
