import { database } from "../db/client";
import type { LiveEvent } from "../db/generated/client";
import { appendEvents } from "./live-events-append";

/** Events of one dataset that are added at a time. */
const mostAtOnce = 20_000;
/** A worker that does not renew for this long is dead, and another takes its events. */
const leaseMs = 15_000;
const renewEveryMs = 4000;
/** After a failure the events wait, so that what keeps failing does not keep a worker busy. */
const retryAfterMs = 30_000;

/** Where adding takes longer than this, a dataset is left alone for as long: its next version takes more events at once. */
const longMs = 2000;
const restingUntil = new Map<string, number>();

/**
 * Adds whatever waits to its datasets. The worker calls this about once a second; events of a dataset that can't take
 * them now (a file is being read) stay waiting. Answers how many were added.
 */
export async function appendWaitingEvents(context: { signal: AbortSignal; temporaryFolder: string }, onFailure: (error: unknown) => void): Promise<number> {
  let added = 0;
  for (const datasetId of await waitingDatasets()) {
    if (context.signal.aborted || (restingUntil.get(datasetId) ?? 0) > Date.now()) continue;
    const events = await lease(datasetId);
    if (events.length === 0) continue;
    const startedAt = performance.now();
    const renewal = setInterval(() => void renew(events).catch(onFailure), renewEveryMs);
    const taken = await appendEvents(datasetId, events, context).catch((error: unknown) => {
      onFailure(error);
      return undefined;
    }).finally(() => clearInterval(renewal));
    const tookMs = performance.now() - startedAt;
    if (tookMs > longMs) restingUntil.set(datasetId, Date.now() + tookMs);
    if (taken === true) added += events.length;
    else await release(events, taken === undefined ? retryAfterMs : 0);
  }
  return added;
}

async function waitingDatasets(): Promise<string[]> {
  const rows = await database().$queryRaw<{ dataset_id: string }[]>`
    SELECT DISTINCT e.dataset_id::text AS dataset_id FROM live_events e
    WHERE e.appended_at IS NULL AND NOT e.test_user AND e.append_after <= now()
      AND NOT EXISTS (SELECT 1 FROM dataset_versions v WHERE v.dataset_id = e.dataset_id AND v.status = 'ingesting')`;
  return rows.map((row) => row.dataset_id);
}

/** Takes the oldest waiting events for this worker alone. */
async function lease(datasetId: string): Promise<LiveEvent[]> {
  const until = new Date(Date.now() + leaseMs);
  const rows = await database().$queryRaw<{ id: bigint }[]>`
    UPDATE live_events SET append_after = ${until} WHERE id IN (
      SELECT id FROM live_events WHERE dataset_id = ${datasetId}::uuid AND appended_at IS NULL AND NOT test_user AND append_after <= now()
      ORDER BY id LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED) RETURNING id`;
  return database().liveEvent.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, orderBy: { id: "asc" } });
}

async function renew(events: LiveEvent[]): Promise<void> {
  await release(events, leaseMs);
}

/** Others may take them after a while; what has become a row is left as it is. */
async function release(events: LiveEvent[], waitMs: number): Promise<void> {
  await database().liveEvent.updateMany({ where: { id: { in: events.map(({ id }) => id) }, appendedAt: null }, data: { appendAfter: new Date(Date.now() + waitMs) } });
}
