import { judgeStability } from "../../services/segmentation-stability";
import type { JobHandler } from "../run-job";

/** Stability comes after the result and adds to it: without it a run is still whole, so a failure writes nothing. */
export const judgeHandler: JobHandler<"segmentation.judge"> = {
  execute: ({ segmentationId }, context) => judgeStability(segmentationId, context.signal),
  fail: async () => undefined,
};
