import { z } from "zod";

/** What a rule can ask about: kinds of features that are recognised by the column's name, or any feature at all. */
export const featureMeaningSchema = z.enum([
  "recency", "frequency", "spending", "basket", "price", "effort", "tenure", "age", "diversity",
  "spice", "sweetness", "season", "weekend", "hour", "calories",
]);
export type FeatureMeaning = z.infer<typeof featureMeaningSchema>;

export const ruleConditionSchema = z.strictObject({
  about: z.union([featureMeaningSchema, z.literal("any-feature"), z.literal("any-category")]),
  direction: z.enum(["high", "low"]),
  /** The least standardised difference, as an absolute value. */
  minimumEffect: z.number().min(0).max(10).default(0.3),
});

/**
 * One rule: when every condition holds for a segment, it suggests something.
 * Texts may hold {segment}, {feature}, {category}, {value}, {overall}, filled from the evidence of the first condition.
 */
export const ruleSchema = z.strictObject({
  id: z.string().min(1).max(60),
  title: z.string().min(1).max(120),
  conditions: z.array(ruleConditionSchema).min(1).max(5),
  channel: z.string().max(120).optional(),
  message: z.string().max(1000).optional(),
  enabled: z.boolean().default(true),
});
export type Rule = z.infer<typeof ruleSchema>;

export const ruleBookSchema = z.strictObject({ rules: z.array(ruleSchema).max(200) });
export type RuleBook = z.infer<typeof ruleBookSchema>;
