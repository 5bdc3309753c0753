import { database } from "../db/client";
import type { Job, JobList } from "../schemas/job";
import { waitingStage } from "./dataset-ingest";
import { silentAfterMs } from "./worker-heartbeat";

/** The newest background jobs of every kind, and the workers that are alive. */
export async function listJobs(limit: number): Promise<JobList> {
  const [ingests, runs, advices, scorings, trainings, workers] = await Promise.all([
    ingestJobs(limit),
    runJobs(limit),
    adviceJobs(limit),
    scoringJobs(limit),
    trainingJobs(limit),
    database().workerHeartbeat.findMany({ where: { seenAt: { gt: new Date(Date.now() - silentAfterMs) } }, orderBy: { seenAt: "desc" } }),
  ]);
  const newestFirst = [...ingests, ...runs, ...advices, ...scorings, ...trainings].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  return { items: newestFirst.slice(0, limit), workers: workers.map(({ id, seenAt }) => ({ id, seenAt: seenAt.toISOString() })) };
}

interface JobRow {
  id: string;
  progressStage: string | null;
  progressRatio: number;
  errorCode: string | null;
  errorMessage: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

function describe(row: JobRow, rest: Pick<Job, "kind" | "subject" | "href" | "status">): Job {
  return {
    id: row.id,
    ...rest,
    progress: { stage: row.progressStage ?? "", ratio: row.progressRatio },
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString(),
    error: row.errorCode ? { code: row.errorCode, message: row.errorMessage ?? "" } : undefined,
  };
}

const fields = { id: true, progressStage: true, progressRatio: true, errorCode: true, errorMessage: true, createdAt: true, finishedAt: true } as const;
const newest = { orderBy: { id: "desc" } } as const;

async function ingestJobs(limit: number): Promise<Job[]> {
  const rows = await database().datasetVersion.findMany({ ...newest, take: limit, select: { ...fields, status: true, dataset: { select: { id: true, name: true } } } });
  return rows.map((row) => {
    const begun = row.progressStage === waitingStage ? "queued" : "running";
    const ended = row.errorCode === "job_cancelled" ? "cancelled" : "failed";
    const status = row.status === "ready" ? "succeeded" : row.status === "failed" ? ended : begun;
    return describe(row, { kind: "dataset", subject: row.dataset.name, href: `/datasets/${row.dataset.id}`, status });
  });
}

async function runJobs(limit: number): Promise<Job[]> {
  const rows = await database().segmentation.findMany({ ...newest, take: limit, select: { ...fields, status: true, name: true } });
  return rows.map((row) => describe(row, { kind: "segmentation", subject: row.name, href: `/segmentations/${row.id}`, status: row.status }));
}

async function adviceJobs(limit: number): Promise<Job[]> {
  const rows = await database().advice.findMany({ ...newest, take: limit, select: { ...fields, status: true, dataset: { select: { id: true, name: true } } } });
  return rows.map((row) => describe(row, { kind: "advice", subject: row.dataset.name, href: `/datasets/${row.dataset.id}`, status: row.status }));
}

async function scoringJobs(limit: number): Promise<Job[]> {
  const rows = await database().scoring.findMany({ ...newest, take: limit, select: { ...fields, status: true, segmentation: { select: { id: true, name: true } } } });
  return rows.map((row) => describe(row, { kind: "scoring", subject: row.segmentation.name, href: `/segmentations/${row.segmentation.id}`, status: row.status }));
}

async function trainingJobs(limit: number): Promise<Job[]> {
  const rows = await database().recommenderVersion.findMany({ ...newest, take: limit, select: { ...fields, status: true, recommender: { select: { id: true, name: true } } } });
  return rows.map((row) => describe(row, { kind: "recommender", subject: row.recommender.name, href: `/recommenders/${row.recommender.id}`, status: row.status }));
}
