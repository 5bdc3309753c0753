import { pool } from "../db/client";
import { backgroundJobs, jobNames, type JobName } from "./definitions";
import { jobQueues } from "./enqueue";

/** A job that this process holds until it completes, releases or loses it. */
export interface LeasedJob {
  id: string;
  name: JobName;
  data: unknown;
  /** How often a worker died with this job. It tells this lease from the earlier ones: it grows with each that ran out. */
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

/** Renews the leases; answers those that are still held. One that ran out is lost, also where the next worker has its own by now. */
export async function renewLeases<Job extends Pick<LeasedJob, "id" | "deaths">>(jobs: Job[]): Promise<Job[]> {
  if (jobs.length === 0) return [];
  const held = await pool().query<{ id: string; deaths: number }>(
    `UPDATE pgboss.job SET started_on = now() FROM unnest($1::uuid[], $2::int[]) AS lease (lease_id, deaths)
     WHERE name = ANY($3) AND id = lease_id AND retry_count = deaths AND state = 'active' RETURNING id, deaths`,
    [jobs.map(({ id }) => id), jobs.map(({ deaths }) => deaths), jobNames],
  );
  return jobs.filter(({ id, deaths }) => held.rows.some((row) => row.id === id && row.deaths === deaths));
}

/** Hands a job back untouched, for a worker that stops: another takes it at once, and it does not count as a death. */
export async function releaseJob(job: LeasedJob): Promise<void> {
  await pool().query("UPDATE pgboss.job SET state = 'created', started_on = NULL WHERE name = $1 AND id = $2 AND retry_count = $3 AND state = 'active'", [job.name, job.id, job.deaths]);
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
