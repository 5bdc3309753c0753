import { database } from "../db/client";
import { enqueue, jobQueues } from "../jobs/enqueue";
import { kernelVersion } from "../kernels/kernel-version";
import { segmentationRequestSchema, type SegmentationRequest } from "../schemas/segmentation";
import type { CurrentUser } from "../schemas/user";
import { requirePossible } from "./segmentation-estimate";
import { requireFinishedRun, segmentationNotFound } from "./segmentations";

/** Progress stage of a run that no worker has begun. */
const waitingStage = "Waiting for a free worker";

/** Starts a run on the dataset's current version: checked, written with all its parameters, and queued in one transaction. */
export async function startSegmentation(user: CurrentUser, request: SegmentationRequest): Promise<{ id: string; status: "queued" }> {
  const version = await requirePossible(request);
  return insertRun({
    datasetId: version.datasetId,
    datasetVersionId: version.id,
    name: request.name ?? automaticName(request),
    algorithm: request.algorithm,
    features: request.features,
    preparation: request.preparation,
    parameters: request.parameters,
    seed: request.seed,
    createdById: user.id,
  });
}

/** Runs a finished segmentation again: same version of the data, same parameters, same seed, so that the result must be identical. */
export async function rerunSegmentation(user: CurrentUser, id: string): Promise<{ id: string; status: "queued" }> {
  await requireFinishedRun(id);
  const run = await database().segmentation.findUnique({
    where: { id },
    select: { datasetId: true, datasetVersionId: true, name: true, algorithm: true, features: true, preparation: true, parameters: true, seed: true, rerunOfId: true },
  });
  if (!run) throw segmentationNotFound();
  const { datasetVersionId, rerunOfId, ...asked } = run;
  const request = segmentationRequestSchema.parse(asked);
  return insertRun({ ...request, name: run.name, datasetVersionId, createdById: user.id, rerunOfId: rerunOfId ?? id });
}

interface NewRun {
  datasetId: string;
  datasetVersionId: string;
  name: string;
  algorithm: string;
  features: object;
  preparation: object;
  parameters: object;
  seed: number;
  createdById: string;
  /** The first run of the same request. */
  rerunOfId?: string;
}

async function insertRun(run: NewRun): Promise<{ id: string; status: "queued" }> {
  await jobQueues();
  return database().$transaction(async (transaction) => {
    const { id } = await transaction.segmentation.create({ data: { ...run, kernelVersion, progressStage: waitingStage }, select: { id: true } });
    await enqueue(transaction, "segmentation.run", { segmentationId: id });
    return { id, status: "queued" };
  });
}

/** A run's name when the user gives none: what it does. */
export function automaticName(request: SegmentationRequest): string {
  const count = (value: number | "auto", one: string, many: string) => (value === "auto" ? `best number of ${many}` : `${value} ${value === 1 ? one : many}`);
  switch (request.algorithm) {
    case "kmeans":
      return `K-means, ${count(request.parameters.k, "segment", "segments")}`;
    case "hierarchical":
      return `Hierarchical (${linkageWords[request.parameters.linkage]}), ${count(request.parameters.k, "segment", "segments")}`;
    case "dbscan":
      return `DBSCAN, eps ${request.parameters.eps}, min samples ${request.parameters.minSamples}`;
    case "hdbscan":
      return `HDBSCAN, at least ${request.parameters.minClusterSize} rows`;
    case "pca":
      return `PCA, ${count(request.parameters.components, "component", "components")}`;
  }
}

const linkageWords = { ward: "Ward", complete: "complete", average: "average", single: "single" } as const;
