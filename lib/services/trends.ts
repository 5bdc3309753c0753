import { isDeepStrictEqual } from "node:util";
import { database } from "../db/client";
import type { Trend } from "../schemas/comparison";
import { compareSegmentations } from "./comparison";
import { segmentationNotFound } from "./segmentations";

/** Below this similarity two segments are not the same people, and a trend between them would mean nothing. */
const sameSegmentJaccard = 0.5;
/** How far back a comparable run is looked for. */
const lookedAtRuns = 20;

/**
 * How each segment's share has changed since the run before: the newest earlier run of the same dataset by the same
 * features that is no mere repetition. Segments are matched by the rows that both runs have.
 */
export async function getTrend(id: string): Promise<Trend> {
  const run = await database().segmentation.findUnique({ where: { id }, select: { datasetId: true, algorithm: true, features: true, rerunOfId: true, datasetVersionId: true } });
  if (!run) throw segmentationNotFound();
  const previous = run.algorithm === "pca" ? undefined : await previousRun(id, run);
  if (!previous?.finishedAt) return { segments: [] };
  const { matches } = await compareSegmentations(id, previous.id);
  const segments = matches.flatMap(({ segment, otherSegment, jaccard }) => {
    const before = previous.segments.find((each) => each.segment === otherSegment);
    return before && segment >= 0 && jaccard >= sameSegmentJaccard ? [{ segment, previousSegment: otherSegment, previousShareRatio: before.shareRatio, jaccard }] : [];
  });
  return { previous: { id: previous.id, name: previous.name, datasetVersion: previous.datasetVersion.number, finishedAt: previous.finishedAt.toISOString() }, segments };
}

async function previousRun(id: string, run: { datasetId: string; features: unknown; rerunOfId: string | null }) {
  const earlier = await database().segmentation.findMany({
    where: { datasetId: run.datasetId, id: { lt: id, ...(run.rerunOfId && { not: run.rerunOfId }) }, status: "succeeded", algorithm: { not: "pca" } },
    select: { id: true, name: true, features: true, rerunOfId: true, finishedAt: true, datasetVersion: { select: { number: true } }, segments: { select: { segment: true, shareRatio: true } } },
    orderBy: { id: "desc" },
    take: lookedAtRuns,
  });
  return earlier.find(({ features, rerunOfId }) => (rerunOfId === null || rerunOfId !== run.rerunOfId) && isDeepStrictEqual(features, run.features));
}
