import { z } from "zod";

const titleSchema = z.object({ item: z.string().max(300), label: z.string().max(300) });

/** A viewer who is only described, as the address holds it. */
export const descriptionSchema = z.object({
  likes: z.array(titleSchema).max(100).default([]),
  ratings: z.array(titleSchema.extend({ rating: z.number() })).max(100).default([]),
  dislikes: z.array(titleSchema).max(100).default([]),
  genres: z.array(z.string().max(200)).max(20).default([]),
  segment: z.number().int().optional(),
  watchlist: z.array(titleSchema).max(100).default([]),
});
export type ViewerDescription = z.infer<typeof descriptionSchema>;

export const emptyDescription: ViewerDescription = { likes: [], ratings: [], dislikes: [], genres: [], watchlist: [] };

/** Who it is, in a line. */
export function describeInWords({ likes, ratings, dislikes, genres }: ViewerDescription, segmentName: string | undefined): string {
  const parts = [
    likes.length > 0 ? `likes ${listed(likes.map(({ label }) => label))}` : "",
    ratings.length > 0 ? `rated ${ratings.length === 1 ? "one title" : `${ratings.length} titles`}` : "",
    dislikes.length > 0 ? `does not want ${listed(dislikes.map(({ label }) => label))}` : "",
    genres.length > 0 ? `is fond of ${listed(genres)}` : "",
    segmentName ? `belongs to ${segmentName}` : "",
  ].filter(Boolean);
  return parts.length > 0 ? `Somebody who ${listed(parts, 9)}` : "Somebody of whom nothing is known";
}

function listed(names: string[], most = 3): string {
  const shown = names.slice(0, most);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : (shown[0] ?? "");
}
