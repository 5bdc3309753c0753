import { executeAdvice, failAdvice } from "../../services/advice";
import type { JobHandler } from "../run-job";

export const adviceHandler: JobHandler<"advice.run"> = {
  execute: ({ adviceId }, context) => executeAdvice(adviceId, context),
  fail: ({ adviceId }, failure) => failAdvice(adviceId, failure),
};
