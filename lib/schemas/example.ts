import { z } from "zod";
import { datasetStatusSchema } from "./dataset";
import { idSchema } from "./paging";
import { algorithmSchema, segmentationRequestSchema } from "./segmentation";

export const exampleNameSchema = z.enum(["spices", "recipes", "recipe-flavours", "dishes", "menu", "food-delivery-customers", "generated-customers", "streaming-service"]);
export type ExampleName = z.infer<typeof exampleNameSchema>;

/** One entry of the gallery. */
export const exampleSchema = z.object({
  name: exampleNameSchema,
  title: z.string(),
  /** What the rows are. */
  description: z.string(),
  /** What can be learned from it. */
  lesson: z.string(),
  rows: z.number().int(),
  columns: z.number().int(),
  algorithm: algorithmSchema,
  /** The algorithm with its parameters, in words. */
  method: z.string(),
});
export type Example = z.infer<typeof exampleSchema>;

export const exampleListSchema = z.object({ items: z.array(exampleSchema) });
export const exampleParamsSchema = z.object({ name: exampleNameSchema });

export const exampleLoadedSchema = z.object({
  datasetId: idSchema,
  status: datasetStatusSchema,
  /** A fitting request, to start once the dataset is ready; events have none, they lead to their engagement. */
  segmentation: segmentationRequestSchema.optional(),
  /** Datasets that were loaded with it and are linked to it. */
  linked: z.array(z.object({ kind: z.enum(["items", "profiles"]), datasetId: idSchema })).optional(),
});
export type ExampleLoaded = z.infer<typeof exampleLoadedSchema>;
