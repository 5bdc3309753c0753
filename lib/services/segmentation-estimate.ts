import { env } from "../env";
import { AppError, type InvalidParam } from "../errors";
import type { SegmentationRequest } from "../schemas/segmentation";
import type { SegmentationEstimate } from "../schemas/segmentation-queries";
import { estimateRun } from "../segmentation/estimate";
import { distinctRows } from "../sql/segmentation/distinct-rows";
import { requireReadyVersion, type ReadyVersion } from "./require-dataset";
import { offersFor } from "./segmentation-offers";
import { findProblems, preparedColumns } from "./segmentation-problems";
import { formatBytes, rowsPath } from "./storage";

/** A run that takes longer than this is offered a shorter way. */
const patientMs = 5 * 60_000;

/** What a run would need and whether it is possible, before it is asked for. */
export async function estimateSegmentation(request: SegmentationRequest): Promise<SegmentationEstimate> {
  const version = await requireReadyVersion(request.datasetId);
  return judge(request, version);
}

/**
 * The version to run on, after every check that can be made beforehand.
 *
 * @throws AppError `segmentation_impossible` or `segmentation_too_large`, with what to do instead.
 */
export async function requirePossible(request: SegmentationRequest): Promise<ReadyVersion> {
  const version = await requireReadyVersion(request.datasetId);
  const estimate = await judge(request, version);
  const [first] = estimate.problems;
  if (!first) return version;
  const tooLarge = estimate.memoryBytes > estimate.memoryLimitBytes;
  const advice = estimate.alternatives.length > 0 ? ` ${estimate.alternatives.join(" ")}` : "";
  throw new AppError(tooLarge ? "segmentation_too_large" : "segmentation_impossible", `${first.reason}${advice}`, { invalidParams: estimate.problems });
}

async function judge(request: SegmentationRequest, version: ReadyVersion): Promise<SegmentationEstimate> {
  const columns = preparedColumns(request, version.columns);
  const estimate = estimateRun({
    rows: version.rowCount,
    columns,
    algorithm: request.algorithm,
    k: "k" in request.parameters && request.parameters.k !== "auto" ? request.parameters.k : undefined,
    linkage: "linkage" in request.parameters ? request.parameters.linkage : undefined,
  });
  const memoryLimitBytes = env().MEMORY_LIMIT_MB * 1024 ** 2;
  const problems = findProblems(request, version.columns, version.rowCount);
  if (problems.length === 0) problems.push(...(await distinctProblems(request, version)));
  const fits = estimate.memoryBytes <= memoryLimitBytes;
  if (problems.length === 0 && !fits) problems.push({ name: "features", reason: memoryReason(estimate.memoryBytes, memoryLimitBytes, version.rowCount, columns) });
  return {
    ...estimate,
    possible: problems.length === 0,
    problems,
    rows: version.rowCount,
    columns,
    memoryLimitBytes,
    alternatives: fits ? [] : alternatives(request),
    offers: fits && estimate.durationMs <= patientMs ? [] : offersFor(request, { rows: version.rowCount, columns, memoryLimitBytes }),
  };
}

/** k above the number of different rows: refused before the run, since the profile alone can't tell. */
async function distinctProblems(request: SegmentationRequest, version: ReadyVersion): Promise<InvalidParam[]> {
  if (request.algorithm !== "kmeans" && request.algorithm !== "hierarchical") return [];
  const { k } = request.parameters;
  if (k === "auto") return [];
  const features = version.columns.filter((column) => request.features.includes(column.name));
  const complete = request.preparation.missing === "drop";
  if (!complete && features.some((column) => column.distinctCount >= k)) return [];
  const distinct = await distinctRows({ rowsPath: rowsPath(version.id), columns: request.features, atMost: k, completeOnly: complete });
  if (distinct >= k) return [];
  if (distinct === 0) return [{ name: "preparation.missing", reason: "Every row misses one of the features, so that none is left when such rows are dropped. Fill missing values in, or choose other features." }];
  const words = distinct === 1 ? "1 distinct row" : `${distinct} distinct rows`;
  return [{ name: "parameters.k", reason: `${k} segments are not possible: the chosen features have only ${words}. Choose k of at most ${distinct}.` }];
}

function memoryReason(neededBytes: number, limitBytes: number, rows: number, columns: number): string {
  return `This needs about ${formatBytes(neededBytes)} of memory for ${rows.toLocaleString("en-US")} rows and ${columns.toLocaleString("en-US")} prepared features, and ${formatBytes(limitBytes)} may be used.`;
}

function alternatives(request: SegmentationRequest): string[] {
  return [
    ...(request.algorithm === "hierarchical" && request.parameters.linkage !== "ward" ? ["Choose Ward linkage, which needs far less memory."] : []),
    ...(request.algorithm === "hierarchical" || request.algorithm === "hdbscan" ? ["Choose K-means, which scales to millions of rows."] : []),
    "Choose fewer features, upload a sample of the rows, or ask your administrator to raise MEMORY_LIMIT_MB.",
  ];
}
