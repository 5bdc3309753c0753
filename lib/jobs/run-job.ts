import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { isDatabaseOutage } from "../db/is-database-outage";
import { AppError } from "../errors";
import { JobInterrupted } from "../services/job-control";
import { jobPayloads, maximumRetries, type JobName, type JobPayload } from "./definitions";
import type { LeasedJob } from "./leases";

/** What happens to the row of a job that failed: `code` of lib/errors.ts and a text for the screen. */
export interface JobFailure {
  code: string;
  message: string;
}

export interface JobContext {
  /** Aborted when the worker stops or has lost the job. */
  signal: AbortSignal;
  /** A folder of this worker for temporary files; whatever is left in it is deleted when the worker is gone. */
  temporaryFolder: string;
}

/** One kind of job: how to do it, and how to write down that it failed. Both must be harmless when repeated. */
export interface JobHandler<Name extends JobName> {
  execute: (payload: JobPayload<Name>, context: JobContext) => Promise<void>;
  fail: (payload: JobPayload<Name>, failure: JobFailure) => Promise<void>;
}

export type JobHandlers = { [Name in JobName]: JobHandler<Name> };

/**
 * The whole failure policy of jobs:
 * - the row is gone, cancelled or finished by another worker → done;
 * - the worker stops → "released": the job goes back to the queue;
 * - the database is away → "later": the lease runs out and the job is taken again;
 * - an AppError → the row says failed (or cancelled), with its code and text;
 * - anything else → the row says failed, `internal`, with a reference that the log has too;
 * - workers died with it `maximumRetries` times → failed, because the job itself must be to blame.
 */
export async function runJob<Name extends JobName>(
  handler: JobHandler<Name>,
  job: LeasedJob & { name: Name },
  context: JobContext,
  log: Logger,
): Promise<"done" | "released" | "later"> {
  const payload = jobPayloads[job.name].parse(job.data) as JobPayload<Name>;
  try {
    try {
      if (job.deaths >= maximumRetries) {
        throw new AppError("internal", "The worker stopped each time it worked on this, most likely for lack of memory. Try it with fewer rows or columns, or a higher memory limit.");
      }
      await handler.execute(payload, context);
    } catch (error) {
      if (error instanceof JobInterrupted || isDatabaseOutage(error)) throw error;
      if (context.signal.aborted && !(error instanceof AppError)) throw new JobInterrupted("released");
      await handler.fail(payload, describeFailure(error, job, log));
    }
    return "done";
  } catch (error) {
    if (error instanceof JobInterrupted) return error.reason === "gone" ? "done" : "released";
    log.warn({ err: error, job: job.name, jobId: job.id }, "job put off");
    return "later";
  }
}

const diskFull = new Set(["ENOSPC", "EDQUOT"]);

function describeFailure(error: unknown, job: LeasedJob, log: Logger): JobFailure {
  if (error instanceof Error && "code" in error && diskFull.has(String(error.code))) {
    log.error({ err: error, job: job.name, payload: job.data }, "disk full");
    return { code: "storage_full", message: "The server's disk is full. Delete datasets or versions that are no longer needed, then try again." };
  }
  if (error instanceof AppError) {
    log.info({ job: job.name, payload: job.data, code: error.code, reason: error.message }, "job refused");
    return { code: error.code, message: error.userMessage };
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, job: job.name, payload: job.data, reference }, "job failed");
  return { code: "internal", message: `Something went wrong on our side. Try again; if it stays, give your administrator the reference ${reference}.` };
}
