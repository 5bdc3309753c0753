import { executeIngest, failIngest } from "../../services/dataset-ingest";
import type { JobHandler } from "../run-job";

export const ingestHandler: JobHandler<"dataset.ingest"> = {
  execute: ({ versionId }, context) => executeIngest(versionId, context),
  fail: ({ versionId }, failure) => failIngest(versionId, failure),
};
