import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { backgroundJobs, leaseRenewalMs, type JobName } from "./definitions";
import { completeJob, reclaimJobs, releaseJob, renewLeases, takeJobs, type LeasedJob } from "./leases";
import { runJob, type JobHandlers } from "./run-job";

export interface JobLoop {
  handlers: JobHandlers;
  /** Jobs at a time. */
  concurrency: number;
  temporaryFolder: string;
  log: Logger;
  /** Ends the loop: running jobs are aborted and handed back to the queue. */
  signal: AbortSignal;
  pollEveryMs?: number;
}

/** Abort reason of a job that another worker has taken over: its queue entry is no longer ours to touch. */
const leaseLost = "lease lost";

interface RunningJob {
  job: LeasedJob;
  abort: AbortController;
  finished: Promise<void>;
}

/** Takes and runs jobs until the signal is aborted; outlives any outage of the database. */
export async function runJobs(loop: JobLoop): Promise<void> {
  const running = new Set<RunningJob>();
  let away = false;
  let renewedAt = 0;
  while (!loop.signal.aborted) {
    try {
      if (Date.now() - renewedAt >= leaseRenewalMs) {
        await holdLeases(running);
        renewedAt = Date.now();
      }
      const free = loop.concurrency - running.size;
      const jobs = free > 0 ? await takeJobs(free, backgroundRoom(loop, running)) : [];
      for (const job of jobs) start(loop, job, running);
      if (away) loop.log.info("the database is back");
      away = false;
    } catch (error) {
      if (!away) loop.log.warn({ err: error }, "the database is away; trying again");
      away = true;
    }
    await delay(loop.pollEveryMs ?? 300, undefined, { signal: loop.signal }).catch(() => undefined);
  }
  for (const { abort } of running) abort.abort();
  await Promise.all([...running].map(({ finished }) => finished));
}

/** Background jobs may fill all places but one; a worker with a single place does them between the others. */
function backgroundRoom({ concurrency }: JobLoop, running: ReadonlySet<RunningJob>): number {
  const inBackground = [...running].filter(({ job }) => backgroundJobs.has(job.name)).length;
  return Math.max(1, concurrency - 1) - inBackground;
}

/** Renews what runs here, drops what another worker took over meanwhile, and reclaims what dead workers held. */
async function holdLeases(running: ReadonlySet<RunningJob>): Promise<void> {
  const asked = [...running];
  const held = await renewLeases(asked.map(({ job }) => job));
  for (const { job, abort } of asked) if (!held.includes(job)) abort.abort(leaseLost);
  await reclaimJobs();
}

function start(loop: JobLoop, job: LeasedJob, running: Set<RunningJob>): void {
  const abort = new AbortController();
  const started: RunningJob = { job, abort, finished: finish(loop, job, abort.signal).finally(() => running.delete(started)) };
  running.add(started);
}

async function finish(loop: JobLoop, job: LeasedJob, signal: AbortSignal): Promise<void> {
  try {
    const startedAt = Date.now();
    const outcome = await dispatch(loop, job, signal);
    if (outcome === "done") await completeJob(job);
    if (outcome === "released" && signal.reason !== leaseLost) await releaseJob(job);
    loop.log.info({ job: job.name, payload: job.data, outcome, durationMs: Date.now() - startedAt }, "job ended");
  } catch (error) {
    loop.log.warn({ err: error, job: job.name, jobId: job.id }, "the end of a job was not recorded; it will be taken again");
  }
}

function dispatch(loop: JobLoop, job: LeasedJob, signal: AbortSignal) {
  const context = { signal, temporaryFolder: loop.temporaryFolder };
  const run = <Name extends JobName>(name: Name) => runJob(loop.handlers[name], { ...job, name }, context, loop.log);
  return run(job.name);
}
