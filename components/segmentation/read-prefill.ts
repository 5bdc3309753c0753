import { z } from "zod";
import type { SegmentationPrefill } from "@/lib/preview/segmentation-draft";
import { parametersSchemas, preparationSchema, segmentationRequestSchema } from "@/lib/schemas/segmentation";

const common = segmentationRequestSchema.options[0].shape;
const prefillSchema = z.object({
  algorithm: z.enum(["kmeans", "hierarchical", "dbscan", "hdbscan", "pca"]).optional(),
  name: common.name,
  features: z.array(z.string()).max(2000).optional(),
  preparation: preparationSchema.optional(),
  parameters: z.unknown(),
  seed: z.int().min(0).max(2 ** 31 - 1).optional(),
});

/** The choices in a link's `plan`; a broken plan fills in nothing. */
export function readPrefill(plan: string | string[] | undefined): SegmentationPrefill | undefined {
  if (typeof plan !== "string") return undefined;
  const parsed = prefillSchema.safeParse(jsonOf(plan));
  if (!parsed.success) return undefined;
  const { algorithm, parameters, ...rest } = parsed.data;
  const checked = algorithm ? parametersSchemas[algorithm].safeParse(parameters) : undefined;
  return { ...rest, algorithm, ...(checked?.success && { parameters: checked.data }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
