import PgBoss from "pg-boss";
import { pool, type Database } from "../db/client";
import { jobNames, jobPayloads, leaseSeconds, maximumRetries, type JobName, type JobPayload } from "./definitions";

// Next reloads modules in development; the queues are made once per process all the same.
const shared = globalThis as unknown as { tesseraQueues?: Promise<PgBoss> };

async function createQueues(): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool().query(text, values) },
    supervise: false,
    schedule: false,
  });
  await boss.start();
  for (const name of jobNames) await boss.createQueue(name);
  return boss;
}

/** The job queues of the database; their tables are made at first use, by whichever process comes first. */
export async function jobQueues(): Promise<PgBoss> {
  const queues = (shared.tesseraQueues ??= createQueues());
  try {
    return await queues;
  } catch (error) {
    // The database may have been away: the next caller tries again.
    if (shared.tesseraQueues === queues) shared.tesseraQueues = undefined;
    throw error;
  }
}

/**
 * Enqueues a job inside the caller's transaction: the job exists exactly when the row that it works on does.
 * Call `await jobQueues()` before opening the transaction when the process may be the first to enqueue.
 */
export async function enqueue<Name extends JobName>(
  transaction: Pick<Database, "$queryRawUnsafe">,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  const boss = await jobQueues();
  await boss.send(name, jobPayloads[name].parse(payload), {
    retryLimit: maximumRetries,
    expireInSeconds: leaseSeconds,
    db: {
      executeSql: async (text, values) => ({ rows: await transaction.$queryRawUnsafe<unknown[]>(text, ...values) }),
    },
  });
}
