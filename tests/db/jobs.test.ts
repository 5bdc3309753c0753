import pino from "pino";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { database, pool } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { leaseSeconds, maximumRetries } from "@/lib/jobs/definitions";
import { enqueue, jobQueues } from "@/lib/jobs/enqueue";
import { completeJob, reclaimJobs, releaseJob, renewLeases, takeJobs, type LeasedJob } from "@/lib/jobs/leases";
import { runJob, type JobFailure, type JobHandler } from "@/lib/jobs/run-job";
import { runJobs } from "@/lib/jobs/run-jobs";
import { listJobs } from "@/lib/services/jobs";
import { JobInterrupted, withJobControl } from "@/lib/services/job-control";
import { checkHealth } from "@/lib/services/health";
import { beat, endHeartbeat } from "@/lib/services/worker-heartbeat";
import { makeUser } from "./make-user";
import { uploadText } from "./upload-text";

const silent = pino({ level: "silent" });
const segmentationId = "01900000-0000-7000-8000-000000000001";
const never = new AbortController().signal;

type RunHandler = JobHandler<"segmentation.run">;

beforeEach(async () => {
  await (await jobQueues()).clearStorage();
});

async function send(): Promise<void> {
  await database().$transaction((transaction) => enqueue(transaction, "segmentation.run", { segmentationId }));
}

async function sendAndTake(): Promise<LeasedJob> {
  await send();
  const [job] = await takeJobs(1);
  if (!job) throw new Error("No job was taken");
  return job;
}

/** Runs one job with a handler that does `execute`, and answers the outcome with what was written as failure. */
async function outcomeOf(execute: () => Promise<void>, deaths = 0, signal = never) {
  const failures: JobFailure[] = [];
  const handler: RunHandler = { execute, fail: async (_payload, failure) => void failures.push(failure) };
  const job = { id: segmentationId, name: "segmentation.run" as const, data: { segmentationId }, deaths };
  const outcome = await runJob(handler, job, { signal, temporaryFolder: "/nowhere" }, silent);
  return { outcome, failures };
}

describe("a job", () => {
  test("exists exactly when the transaction that enqueued it is committed", async () => {
    await expect(
      database().$transaction(async (transaction) => {
        await enqueue(transaction, "segmentation.run", { segmentationId });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    expect(await takeJobs(5)).toEqual([]);
    await send();
    expect(await takeJobs(5)).toMatchObject([{ name: "segmentation.run", data: { segmentationId }, deaths: 0 }]);
    expect(await takeJobs(5)).toEqual([]);
  });

  test("refuses a payload that is not ids", async () => {
    const wrong = database().$transaction((transaction) => enqueue(transaction, "segmentation.run", { segmentationId: "x" }));
    await expect(wrong).rejects.toThrow();
  });

  test("of a dead worker is taken again once its lease has run out, and not before", async () => {
    const job = await sendAndTake();
    await reclaimJobs();
    expect(await takeJobs(1)).toEqual([]);
    await pool().query("UPDATE pgboss.job SET started_on = now() - $1 * interval '1 second' WHERE id = $2", [leaseSeconds + 1, job.id]);
    expect(await renewLeases([job])).toEqual([job]);
    await reclaimJobs();
    expect(await takeJobs(1)).toEqual([]);
    await pool().query("UPDATE pgboss.job SET started_on = now() - $1 * interval '1 second' WHERE id = $2", [leaseSeconds + 1, job.id]);
    await reclaimJobs();
    expect(await takeJobs(1)).toMatchObject([{ id: job.id, deaths: 1 }]);
  });

  test("that a stopping worker hands back is taken at once and counts no death", async () => {
    await releaseJob(await sendAndTake());
    expect(await takeJobs(1)).toMatchObject([{ deaths: 0 }]);
  });

  test("that is complete is no longer held", async () => {
    const job = await sendAndTake();
    await completeJob(job);
    expect(await renewLeases([job])).toEqual([]);
    expect(await takeJobs(1)).toEqual([]);
  });

  test("whose lease ran out is the next worker's alone: the first one neither renews nor hands it back", async () => {
    const job = await sendAndTake();
    await pool().query("UPDATE pgboss.job SET started_on = now() - $1 * interval '1 second' WHERE id = $2", [leaseSeconds + 1, job.id]);
    await reclaimJobs();
    const [next] = await takeJobs(1);
    expect(await renewLeases([job])).toEqual([]);
    await releaseJob(job);
    expect(await takeJobs(1)).toEqual([]);
    expect(await renewLeases(next ? [next] : [])).toEqual([next]);
  });
});

describe("the failure policy", () => {
  test("a vanished row is done, a stopping worker releases", async () => {
    expect(await outcomeOf(() => Promise.reject(new JobInterrupted("gone")))).toEqual({ outcome: "done", failures: [] });
    expect(await outcomeOf(() => Promise.reject(new JobInterrupted("released")))).toEqual({ outcome: "released", failures: [] });
  });

  test("a meant error is written with its code and its words", async () => {
    const { outcome, failures } = await outcomeOf(() => Promise.reject(new AppError("dataset_empty", "The file has no rows.")));
    expect(outcome).toBe("done");
    expect(failures).toEqual([{ code: "dataset_empty", message: "The file has no rows." }]);
  });

  test("any other error is written as internal, with a reference and without its text", async () => {
    const { failures } = await outcomeOf(() => Promise.reject(new Error("secret detail")));
    expect(failures[0]?.code).toBe("internal");
    expect(failures[0]?.message).toMatch(/reference [0-9a-f]{8}/u);
    expect(failures[0]?.message).not.toContain("secret");
  });

  test("an absent database puts the job off", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(await outcomeOf(() => Promise.reject(new Error("query failed", { cause: refused })))).toEqual({ outcome: "later", failures: [] });
  });

  test("whatever a job throws because its worker stops, it is released", async () => {
    const stopped = AbortSignal.abort();
    expect(await outcomeOf(() => Promise.reject(new Error("cancelled inside")), 0, stopped)).toEqual({ outcome: "released", failures: [] });
  });

  test("a full disk is said in words", async () => {
    const { failures } = await outcomeOf(() => Promise.reject(Object.assign(new Error("write"), { code: "ENOSPC" })));
    expect(failures[0]).toMatchObject({ code: "storage_full", message: expect.stringMatching(/disk is full/u) as string });
  });

  test("a job that kills its workers is given up with a reason", async () => {
    const execute = vi.fn(() => Promise.resolve());
    const { failures } = await outcomeOf(execute, maximumRetries);
    expect(execute).not.toHaveBeenCalled();
    expect(failures[0]?.message).toMatch(/memory/u);
  });
});

describe("the job loop", () => {
  const loop = (handler: RunHandler, signal: AbortSignal) =>
    runJobs({
      handlers: { "segmentation.run": handler } as Parameters<typeof runJobs>[0]["handlers"],
      concurrency: 2, temporaryFolder: "/nowhere", log: silent, signal, pollEveryMs: 10,
    });

  test("works two at a time, and on a stop hands back what runs", async () => {
    for (let i = 0; i < 3; i++) await send();
    const stop = new AbortController();
    let running = 0;
    const execute: RunHandler["execute"] = (_payload, { signal }) => {
      running += 1;
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new JobInterrupted("released"))));
    };
    const ended = loop({ execute, fail: () => Promise.resolve() }, stop.signal);
    await vi.waitUntil(() => running === 2);
    stop.abort();
    await ended;
    expect(running).toBe(2);
    expect(await takeJobs(5)).toHaveLength(3);
  });

  test("survives a handler that throws nonsense, and goes on", async () => {
    await send();
    await send();
    const stop = new AbortController();
    let done = 0;
    const execute = () => {
      done += 1;
      return Promise.reject(new Error("broken"));
    };
    const ended = loop({ execute, fail: () => Promise.reject(new Error("even worse")) }, stop.signal);
    await vi.waitUntil(() => done === 2);
    stop.abort();
    await ended;
  });
});

describe("job control", () => {
  test("aborts when the user cancels and says so", async () => {
    const reports: string[] = [];
    const save = (progress: { stage: string }) => {
      reports.push(progress.stage);
      return Promise.resolve(reports.length < 3 ? ("continue" as const) : ("cancel" as const));
    };
    const work = withJobControl(never, save, ({ signal, report }) => {
      report("Working", 2);
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    await expect(work).rejects.toMatchObject({ code: "job_cancelled" });
    expect(reports[0]).toBe("Starting");
    expect(reports.at(-1)).toBe("Working");
  });

  test("ends quietly when the row is gone, and passes on the work's own error otherwise", async () => {
    const untilAborted = ({ signal }: { signal: AbortSignal }) => new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(new Error("x"))));
    await expect(withJobControl(never, () => Promise.resolve("gone" as const), untilAborted)).rejects.toMatchObject({ reason: "gone" });
    const own = withJobControl(never, () => Promise.resolve("continue" as const), () => Promise.reject(new AppError("dataset_empty", "Empty.")));
    await expect(own).rejects.toMatchObject({ code: "dataset_empty" });
  });

  test("goes on working while the database is away for a moment", async () => {
    let failed = 0;
    const save = () => {
      failed += 1;
      return Promise.reject(new Error("no database"));
    };
    const work = withJobControl(never, save, () => vi.waitUntil(() => failed >= 2).then(() => "done"));
    await expect(work).resolves.toBe("done");
  });
});

test("health follows the workers' heartbeats, and the list of jobs shows what they do", async () => {
  expect(await checkHealth()).toMatchObject({ status: "degraded", database: "up", worker: "down" });
  await beat("worker-1");
  expect(await checkHealth()).toMatchObject({ status: "ok", worker: "up" });
  await database().workerHeartbeat.update({ where: { id: "worker-1" }, data: { seenAt: new Date(Date.now() - 60_000) } });
  expect((await checkHealth()).worker).toBe("down");
  await beat("worker-1");
  await uploadText(await makeUser(), "a,b\n1,2\n", { name: "Waiting one" });
  const { items, workers } = await listJobs(10);
  expect(items).toMatchObject([{ kind: "dataset", subject: "Waiting one", status: "queued" }]);
  expect(workers.map(({ id }) => id)).toEqual(["worker-1"]);
  await endHeartbeat("worker-1");
});
