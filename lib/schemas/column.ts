import { z } from "zod";

export const columnTypeSchema = z.enum(["integer", "decimal", "text", "boolean", "date", "timestamp"]);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const columnRoleSchema = z.enum([
  "id", "label", "user", "time", "item", "category", "duration", "rating", "amount", "feature", "ignore",
]);
export type ColumnRole = z.infer<typeof columnRoleSchema>;

/** One bar of a column's histogram: `from` inclusive, `to` exclusive (the last bar: inclusive). Times are epoch milliseconds. */
export const histogramBarSchema = z.object({ from: z.number(), to: z.number(), count: z.number().int().nonnegative() });

/** Everything known of one column of a dataset version. */
export const columnProfileSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  role: columnRoleSchema,
  /** Why the role was guessed, in words; absent when the user chose it. */
  roleReason: z.string().optional(),
  missingCount: z.number().int().nonnegative(),
  distinctCount: z.number().int().nonnegative(),
  /** `distinctCount` is an estimate: in very large tables, for measures and columns beyond the first ones. */
  distinctIsEstimate: z.boolean().optional(),
  /** Numbers as numbers, times as ISO 8601, text by code point order. Absent when every cell is missing. */
  min: z.union([z.number(), z.string()]).optional(),
  max: z.union([z.number(), z.string()]).optional(),
  /** Numeric columns only. `standardDeviation` divides by n − 1. */
  mean: z.number().optional(),
  median: z.number().optional(),
  standardDeviation: z.number().optional(),
  skewness: z.number().optional(),
  /** The most frequent values, most frequent first (at most 10). */
  topValues: z.array(z.object({ value: z.string(), count: z.number().int() })).optional(),
  histogram: z.array(histogramBarSchema).optional(),
});
export type ColumnProfile = z.infer<typeof columnProfileSchema>;
