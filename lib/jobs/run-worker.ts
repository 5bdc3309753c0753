import { mkdir } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { env } from "../env";
import { cleanStorage, workerFolder } from "../services/clean-storage";
import { makeFeaturesDue } from "../services/event-features-follow";
import { pruneFollowedVersions } from "../services/event-features-prune";
import { appendWaitingEvents } from "../services/live-events-waiting";
import { pruneLiveVersions } from "../services/live-versions";
import { retrainDue } from "../services/recommender-schedule";
import { configureWorkerWarehouse } from "../services/process-settings";
import { makeFolders, removeFiles } from "../services/storage";
import { timeOrderedId } from "../services/time-ordered-id";
import { beat, beatEveryMs, endHeartbeat } from "../services/worker-heartbeat";
import { jobHandlers } from "./job-handlers";
import { cleanQueues } from "./leases";
import { runJobs } from "./run-jobs";

const cleanEveryMs = 5 * 60_000;
/** What is sent in is in the charts within seconds, however long the jobs of the queue take. */
const appendEveryMs = 1000;
const tidyEveryMs = 60_000;

/** One worker: takes jobs, shows that it lives, and cleans up. Ends, with its jobs handed back, when the signal is aborted. */
export async function runWorker(signal: AbortSignal, log: Logger): Promise<void> {
  const workerId = timeOrderedId();
  const temporaryFolder = workerFolder(workerId);
  await makeFolders();
  await mkdir(temporaryFolder, { recursive: true });
  await configureWorkerWarehouse(temporaryFolder);
  log.info({ workerId, concurrency: env().WORKER_CONCURRENCY }, "worker started");
  const work = runJobs({ handlers: jobHandlers, concurrency: env().WORKER_CONCURRENCY, temporaryFolder, log, signal });
  const heart = repeat(beatEveryMs, signal, log, () => beat(workerId));
  const broom = repeat(cleanEveryMs, signal, log, () => clean(workerId, log));
  const onFailure = (error: unknown) => log.error({ err: error }, "events could not be added to their dataset; trying again later");
  const events = repeat(appendEveryMs, signal, log, async () => void (await appendWaitingEvents({ signal, temporaryFolder }, onFailure)));
  const tidy = repeat(tidyEveryMs, signal, log, async () => {
    await pruneLiveVersions();
    await pruneFollowedVersions();
  });
  const schedules = repeat(tidyEveryMs, signal, log, async () => void (await retrainDue()));
  const features = repeat(tidyEveryMs, signal, log, async () => void (await makeFeaturesDue()));
  await Promise.all([work, heart, broom, events, tidy, schedules, features]);
  await endHeartbeat(workerId).catch(() => undefined);
  await removeFiles([temporaryFolder]);
  log.info({ workerId }, "worker stopped");
}

/** Once now and then every so often, whatever happens, until the signal is aborted. */
async function repeat(everyMs: number, signal: AbortSignal, log: Logger, action: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await action().catch((error: unknown) => log.debug({ err: error }, "put off"));
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function clean(workerId: string, log: Logger): Promise<void> {
  const deleted = await cleanStorage(workerId);
  if (deleted.length > 0) log.info({ deleted }, "leftovers deleted");
  await cleanQueues();
}
