import { adviceHandler } from "./handlers/advise";
import { embedHandler } from "./handlers/embed";
import { ingestHandler } from "./handlers/ingest";
import { judgeHandler } from "./handlers/judge";
import { prepareEngagementHandler } from "./handlers/prepare-engagement";
import { scoreHandler } from "./handlers/score";
import { segmentHandler } from "./handlers/segment";
import { trainHandler } from "./handlers/train";
import type { JobHandlers } from "./run-job";

/** Which handler does which job. */
export const jobHandlers: JobHandlers = {
  "dataset.ingest": ingestHandler,
  "segmentation.run": segmentHandler,
  "segmentation.judge": judgeHandler,
  "segmentation.embed": embedHandler,
  "advice.run": adviceHandler,
  "scoring.run": scoreHandler,
  "recommender.train": trainHandler,
  "engagement.prepare": prepareEngagementHandler,
};
