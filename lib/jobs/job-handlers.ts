import { ingestHandler } from "./handlers/ingest";
import { segmentHandler } from "./handlers/segment";
import type { JobHandlers } from "./run-job";

/** Which handler does which job. */
export const jobHandlers: JobHandlers = {
  "dataset.ingest": ingestHandler,
  "segmentation.run": segmentHandler,
};
