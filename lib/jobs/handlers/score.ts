import { executeScoring, failScoring } from "../../services/scoring-run";
import type { JobHandler } from "../run-job";

export const scoreHandler: JobHandler<"scoring.run"> = {
  execute: ({ scoringId }, context) => executeScoring(scoringId, context),
  fail: ({ scoringId }, failure) => failScoring(scoringId, failure),
};
