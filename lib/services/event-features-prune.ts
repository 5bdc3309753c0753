import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { ownedByVersion, removeOwnedFiles } from "./owned-files";

/** A version that was just replaced may still be read by a request that began before. */
const keepForMs = 60_000;

/**
 * Deletes versions of features that followed events that were sent in, once another one is current and nothing was made
 * from them: a day of such events would leave a hundred behind. Answers how many.
 */
export async function pruneFollowedVersions(nowMs = Date.now()): Promise<number> {
  const unused = {
    origin: "features",
    status: "ready",
    currentOf: null,
    madeFrom: { path: ["fromLive"], equals: true },
    dataset: { currentVersionId: { not: null } },
    segmentations: { none: {} },
    recommenders: { none: { status: { in: ["queued", "running"] } } },
  } satisfies Prisma.DatasetVersionWhereInput;
  const old = await database().datasetVersion.findMany({ where: { ...unused, finishedAt: { lt: new Date(nowMs - keepForMs) } }, select: { id: true }, take: 200 });
  let pruned = 0;
  for (const { id } of old) {
    if ((await database().scoring.count({ where: { datasetVersionId: id } })) > 0) continue;
    const owned = await ownedByVersion(id);
    const { count } = await database().datasetVersion.deleteMany({ where: { id, ...unused } });
    if (count === 1) await removeOwnedFiles(owned);
    pruned += count;
  }
  return pruned;
}
