import { z } from "zod";
import { idSchema } from "./paging";
import { recommendationSchema } from "./segmentation";

/** `GET /segmentations/ID/recommendations`: what the rule book suggests, segment by segment. */
export const runRecommendationsSchema = z.object({
  segments: z.array(
    z.object({ id: idSchema, segment: z.number().int(), name: z.string(), size: z.number().int(), recommendations: z.array(recommendationSchema) }),
  ),
});
export type RunRecommendations = z.infer<typeof runRecommendationsSchema>;

/** Without a format the answer is JSON to read; with one, a file. */
export const recommendationsQuerySchema = z.object({ format: z.enum(["csv", "json"]).optional() });
