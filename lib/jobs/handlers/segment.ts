import { executeSegmentation, failSegmentation } from "../../services/segmentation-run";
import type { JobHandler } from "../run-job";

export const segmentHandler: JobHandler<"segmentation.run"> = {
  execute: ({ segmentationId }, context) => executeSegmentation(segmentationId, context),
  fail: ({ segmentationId }, failure) => failSegmentation(segmentationId, failure),
};
