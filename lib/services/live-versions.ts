import { database } from "../db/client";
import type { DatasetVersion, Prisma } from "../db/generated/client";
import { ownedByVersion, removeOwnedFiles } from "./owned-files";

export interface BaseRows {
  datasetName: string;
  /** Set when this version holds events on top of that one, and nothing was made from it. */
  remadeFrom?: { id: string; records: number };
}

/** Records of a version, stored and rejected: the number of the next row. */
export function recordsOf(version: Pick<DatasetVersion, "rowCount" | "rejectedCount">): number {
  return (version.rowCount ?? 0) + (version.rejectedCount ?? 0);
}

const unused = { segmentations: { none: {} }, recommenders: { none: { status: { in: ["queued", "running"] } } } } satisfies Prisma.DatasetVersionWhereInput;

/** What a version of events was made on, unless somebody has made something from the version itself. */
export async function canBeRemade(version: DatasetVersion): Promise<BaseRows["remadeFrom"]> {
  if (version.origin !== "live" || version.baseVersionId === null) return undefined;
  const [free, scored, base] = await Promise.all([
    database().datasetVersion.count({ where: { id: version.id, ...unused } }),
    database().scoring.count({ where: { datasetVersionId: version.id } }),
    database().datasetVersion.findUnique({ where: { id: version.baseVersionId }, select: { id: true, rowCount: true, rejectedCount: true, status: true } }),
  ]);
  return free === 1 && scored === 0 && base?.status === "ready" ? { id: base.id, records: recordsOf(base) } : undefined;
}

/** A version that was just replaced may still be read by a request that began before. */
const keepForMs = 60_000;

/** Deletes versions of events that a later one has replaced and nothing was made from. */
export async function pruneLiveVersions(nowMs = Date.now()): Promise<number> {
  const old = await database().datasetVersion.findMany({
    where: { origin: "live", currentOf: null, finishedAt: { lt: new Date(nowMs - keepForMs) }, ...unused },
    select: { id: true, number: true, datasetId: true, baseVersionId: true },
    take: 200,
  });
  let pruned = 0;
  for (const version of old) {
    const replaced = await database().datasetVersion.count({ where: { datasetId: version.datasetId, origin: "live", baseVersionId: version.baseVersionId, number: { gt: version.number } } });
    const scored = await database().scoring.count({ where: { datasetVersionId: version.id } });
    if (replaced === 0 || scored > 0) continue;
    const owned = await ownedByVersion(version.id);
    const { count } = await database().datasetVersion.deleteMany({ where: { id: version.id, currentOf: null, ...unused } });
    if (count === 1) await removeOwnedFiles(owned);
    pruned += count;
  }
  return pruned;
}
