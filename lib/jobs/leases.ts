import { pool } from "../db/client";
import { backgroundJobs, jobNames, type JobName } from "./definitions";
import { jobQueues } from "./enqueue";

/** A job that this process holds until it completes, releases or loses it. */
export interface LeasedJob {
  id: string;
  name: JobName;
  data: unknown;
  /** How often a worker died with this job. */
  deaths: number;
}

/** Takes at most `limit` waiting jobs: those that somebody waits for first, then at most `backgroundLimit` of the others. */
export async function takeJobs(limit: number, backgroundLimit = limit): Promise<LeasedJob[]> {
  const boss = await jobQueues();
  const waiting = await pool().query<{ name: JobName }>(
    "SELECT name FROM pgboss.job WHERE name = ANY($1) AND state < 'active' AND start_after <= now() GROUP BY name ORDER BY min(created_on)",
    [jobNames],
  );
  const names = waiting.rows.map(({ name }) => name).toSorted((a, b) => Number(backgroundJobs.has(a)) - Number(backgroundJobs.has(b)));
  const taken: LeasedJob[] = [];
  for (const name of names) {
    const room = Math.min(limit - taken.length, backgroundJobs.has(name) ? backgroundLimit - taken.filter((job) => backgroundJobs.has(job.name)).length : limit);
    if (room <= 0) continue;
    const jobs = await boss.fetch<unknown>(name, { batchSize: room, includeMetadata: true });
    taken.push(...jobs.map((job) => ({ id: job.id, name, data: job.data, deaths: job.retryCount })));
  }
  return taken;
}

/** Renews the leases; answers the ids that are still held. */
export async function renewLeases(ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const held = await pool().query<{ id: string }>(
    "UPDATE pgboss.job SET started_on = now() WHERE name = ANY($2) AND id = ANY($1::uuid[]) AND state = 'active' RETURNING id",
    [ids, jobNames],
  );
  return new Set(held.rows.map((row) => row.id));
}

/** Hands a job back untouched, for a worker that stops: another takes it at once, and it does not count as a death. */
export async function releaseJob(job: LeasedJob): Promise<void> {
  await pool().query("UPDATE pgboss.job SET state = 'created', started_on = NULL WHERE name = $1 AND id = $2 AND state = 'active'", [job.name, job.id]);
}

export async function completeJob(job: LeasedJob): Promise<void> {
  await (await jobQueues()).complete(job.name, job.id);
}

/** Gives the jobs of dead workers (leases that ran out) back to the queue. */
export async function reclaimJobs(): Promise<void> {
  await (await jobQueues()).expire();
}

/** Archives and in time deletes finished jobs. */
export async function cleanQueues(): Promise<void> {
  await (await jobQueues()).maintain();
}
