import { database } from "../db/client";

/** A worker that was silent for that long counts as dead. */
export const silentAfterMs = 15_000;
export const beatEveryMs = 4_000;

/** Says that the worker lives, and forgets those that have been dead for an hour. */
export async function beat(workerId: string): Promise<void> {
  const seenAt = new Date();
  await database().workerHeartbeat.upsert({ where: { id: workerId }, create: { id: workerId, seenAt }, update: { seenAt } });
  await database().workerHeartbeat.deleteMany({ where: { seenAt: { lt: new Date(seenAt.getTime() - 3_600_000) } } });
}

export async function endHeartbeat(workerId: string): Promise<void> {
  await database().workerHeartbeat.deleteMany({ where: { id: workerId } });
}

/** Ids of the workers that were seen lately. */
export async function livingWorkers(): Promise<string[]> {
  const workers = await database().workerHeartbeat.findMany({ where: { seenAt: { gt: new Date(Date.now() - silentAfterMs) } } });
  return workers.map(({ id }) => id);
}
