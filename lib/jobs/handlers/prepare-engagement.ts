import { prepareDashboard } from "../../services/engagement-prepare";
import type { JobHandler } from "../run-job";

/** Prepares what the charts read before anybody asks; they would prepare it themselves, so a failure writes nothing. */
export const prepareEngagementHandler: JobHandler<"engagement.prepare"> = {
  execute: ({ datasetId }) => prepareDashboard(datasetId),
  fail: async () => undefined,
};
