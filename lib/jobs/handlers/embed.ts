import { executeEmbedding, failEmbedding } from "../../services/embedding-run";
import type { JobHandler } from "../run-job";

export const embedHandler: JobHandler<"segmentation.embed"> = {
  execute: ({ segmentationId }, context) => executeEmbedding(segmentationId, context),
  fail: ({ segmentationId }, failure) => failEmbedding(segmentationId, failure),
};
