import { z } from "zod";
import { idSchema } from "./paging";
import { catalogueItemSchema } from "./recommendation";

const severalSchema = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]).filter((text) => text !== ""));

export const itemSearchQuerySchema = z.object({
  /** A dataset of items, or one of events that is linked with one. */
  dataset: idSchema,
  /** Title, people, or a line of plain words: “feel-good sci-fi from the 90s”. */
  q: z.string().max(300).default(""),
  genre: severalSchema.default([]),
  /** A year (1994), a decade (1990s) or a range (1990-1994). */
  year: z.string().regex(/^\d{4}(s|-\d{4})?$/u, "Write a year (1994), a decade (1990s) or a range (1990-1994)").optional(),
  tag: severalSchema.default([]),
  /** Words of `q` that are to be taken as plain words of a title, not as a genre, year, tag or person. */
  literal: severalSchema.default([]),
  limit: z.coerce.number().int().min(1).max(200).default(24),
});
export type ItemSearchQuery = z.infer<typeof itemSearchQuerySchema>;

/** Something recognised in a line of plain words. `text` is the part of the line it was recognised in. */
export const searchChipSchema = z.object({ kind: z.enum(["genre", "decade", "year", "tag", "person"]), value: z.string(), text: z.string() });
export type SearchChip = z.infer<typeof searchChipSchema>;

export const itemSearchSchema = z.object({
  items: z.array(catalogueItemSchema.extend({ users: z.number().int().optional(), meanRating: z.number().optional() })),
  total: z.number().int(),
  chips: z.array(searchChipSchema),
  /** What of the line is searched for as words. */
  rest: z.string(),
  /** What can be filtered by, most frequent first. */
  genres: z.array(z.object({ value: z.string(), items: z.number().int() })),
  years: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
});
export type ItemSearch = z.infer<typeof itemSearchSchema>;
