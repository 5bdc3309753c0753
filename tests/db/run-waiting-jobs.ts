import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import pino from "pino";
import { env } from "@/lib/env";
import { jobHandlers } from "@/lib/jobs/job-handlers";
import { completeJob, takeJobs } from "@/lib/jobs/leases";
import type { JobName } from "@/lib/jobs/definitions";
import { runJob, type JobHandlers } from "@/lib/jobs/run-job";

/** Does every waiting job in this process, two at a time, as a worker would, and returns when none is left. */
export async function runWaitingJobs(handlers: JobHandlers = jobHandlers, signal = new AbortController().signal): Promise<string[]> {
  const temporaryFolder = path.join(env().DATA_DIR, "tmp", "worker-test");
  await mkdir(temporaryFolder, { recursive: true });
  const outcomes: string[] = [];
  for (let jobs = await takeJobs(2); jobs.length > 0; jobs = await takeJobs(2)) {
    await Promise.all(
      jobs.map(async (job) => {
        const run = <Name extends JobName>(name: Name) => runJob(handlers[name], { ...job, name }, { signal, temporaryFolder }, pino({ level: "silent" }));
        const outcome = await run(job.name);
        outcomes.push(outcome);
        if (outcome === "done") await completeJob(job);
      }),
    );
  }
  await rm(temporaryFolder, { recursive: true, force: true });
  return outcomes;
}
