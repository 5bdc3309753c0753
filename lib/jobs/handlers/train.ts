import { executeTraining, failTraining } from "../../services/recommender-train";
import type { JobHandler } from "../run-job";

export const trainHandler: JobHandler<"recommender.train"> = {
  execute: ({ versionId }, context) => executeTraining(versionId, context),
  fail: ({ versionId }, failure) => failTraining(versionId, failure),
};
