import type { KernelControl } from "../kernels/control";
import { kernelVersion } from "../kernels/kernel-version";
import type { Matrix } from "../kernels/matrix";
import { pca, type PcaResult } from "../kernels/pca";
import type { SegmentationDetails } from "../schemas/segmentation";
import { chooseParameters } from "./choose-parameters";
import { cluster, type Clustering } from "./clustering";
import { describeRun, type RunDescription } from "./describe-run";
import { measureQuality, type MeasuredQuality } from "./measure-quality";
import { prepareRows } from "./prepare-rows";
import { breathe, type PipelineControl, stageControl } from "./progress";
import { readQuality } from "./quality-reading";
import type { RowResults, SegmentationModel, SegmentationResult } from "./result";
import { rowFit } from "./row-fit";
import type { Run, SegmentationInput } from "./run";
import { runPca } from "./run-pca";
import { scatterFloats, scatterLabels } from "./scatter-rows";
import { topOfTree, type TreeTop } from "./tree-top";

/**
 * The whole segmentation of a table: prepare → choose "auto" → cluster → measure → describe. Pure: no files, no database.
 * Same table, plan and seed give the same result on any number of threads.
 * @throws AppError segmentation_impossible in words for what the rows can't give. KernelCancelled. KernelMemoryExceeded.
 */
export async function runSegmentation(input: SegmentationInput, control: PipelineControl = {}): Promise<SegmentationResult> {
  const started = performance.now();
  const { model: preparation, prepared } = await prepareRows(input.table, input.plan, control, input.mayOverwrite && input.describe === false);
  const { plan, notices } = await chooseParameters(prepared.matrix, input.plan, stageControl(control, "Choosing parameters", 0.03, 0.08));
  const preparedAt = performance.now();
  const run: Run = { input, plan, preparation, prepared, notices, control, preparedMs: preparedAt - started };
  return plan.algorithm === "pca" ? runPca(run) : runClustering(run);
}

async function runClustering(run: Run): Promise<SegmentationResult> {
  const { input, plan, prepared, control } = run;
  const { matrix, keptRows } = prepared;
  const total = input.table.rowIds.length;
  const started = performance.now();
  const clustering = await cluster(matrix, plan, stageControl(control, "Finding segments", 0.08, 0.6));
  const fittedAt = performance.now();
  const judged = await measureQuality(matrix, clustering, plan.seed, stageControl(control, "Measuring quality", 0.6, 0.8));
  const fit = await rowFit(matrix, clustering, judged.centroids, stageControl(control, "Judging each row", 0.8, 0.82));
  const isSampled = judged.quality.silhouetteSampleSize !== undefined;
  const measured = isSampled ? { ...judged, quality: { ...judged.quality, centroidSilhouette: fit.meanSilhouette } } : judged;
  const measuredAt = performance.now();
  const projection = input.describe === false ? undefined : await mapPlane(matrix, stageControl(control, "Drawing the map", 0.82, 0.85));
  await breathe(control.signal);
  const labels = scatterLabels(clustering.labels, total, keptRows);
  const top = clustering.tree && topOfTree(clustering.tree, (row) => input.rowLabels?.[keptRows ? (keptRows[row] ?? 0) : row]);
  const description = input.describe === false ? undefined : await describeRun(input.table.columns, labels, new Set(plan.features), control);
  const rows: RowResults = {
    segments: labels,
    confidence: scatterFloats(fit.confidence, total, keptRows),
    distance: scatterFloats(fit.distance, total, keptRows),
    second: keptRows ? scatterLabels(fit.second, total, keptRows) : fit.second,
    silhouette: scatterFloats(measured.silhouettes, total, keptRows),
    ...(isSampled && { centroidSilhouette: scatterFloats(fit.silhouette, total, keptRows) }),
    components: projection ? planeCoordinates(projection, total, keptRows) : [],
    ...(clustering.core && { core: scatterCore(clustering.core, total, keptRows) }),
    ...(top && { leaf: scatterLabels(top.leafOfRow, total, keptRows) }),
  };
  return {
    parameters: plan.parameters,
    rows,
    segments: description?.segments ?? [],
    quality: measured.quality,
    details: details(run, clustering, measured, top, description, projection),
    model: savedModel(run, measured.centroids, clustering.clusters, projection),
    ...(clustering.tree && { tree: clustering.tree }),
    timingsMs: { prepare: run.preparedMs, fit: fittedAt - started, quality: measuredAt - fittedAt, describe: performance.now() - measuredAt },
  };
}

/** The two principal components that the map is drawn on; one when there is a single prepared feature. */
async function mapPlane(matrix: Matrix, control: KernelControl): Promise<PcaResult> {
  return pca(matrix, { components: Math.min(2, matrix.columns) }, control);
}

function planeCoordinates(projection: PcaResult, total: number, keptRows?: Uint32Array): Float32Array[] {
  const { rows, columns, values } = projection.scores;
  return Array.from({ length: columns }, (_, j) => scatterFloats(values.subarray(j * rows, (j + 1) * rows), total, keptRows));
}

function scatterCore(core: Uint8Array, total: number, keptRows?: Uint32Array): Uint8Array {
  if (!keptRows) return core;
  const scattered = new Uint8Array(total);
  keptRows.forEach((row, i) => (scattered[row] = core[i] ?? 0));
  return scattered;
}

function details(run: Run, clustering: Clustering, measured: MeasuredQuality, top?: TreeTop, description?: RunDescription, projection?: PcaResult): SegmentationDetails {
  const { input, plan, prepared } = run;
  const droppedRows = input.table.rowIds.length - prepared.matrix.rows;
  const tree = clustering.tree;
  return {
    reading: readQuality({ algorithm: plan.algorithm, quality: measured.quality, rows: prepared.matrix.rows, segments: clustering.clusters }),
    mapVarianceRatio: Array.from(projection?.explainedVarianceRatio ?? []),
    preparedFeatures: prepared.names,
    overall: description?.overall ?? {},
    droppedRows,
    ...(top && { mergeTree: top.nodes }),
    ...(tree?.rowToLeaf && { microClusters: tree.leaves }),
    notices: [...run.notices, ...runNotices(droppedRows, tree?.rowToLeaf ? tree.leaves : undefined, measured)],
  };
}

function runNotices(droppedRows: number, microClusters: number | undefined, measured: MeasuredQuality): string[] {
  const notices: string[] = [];
  if (droppedRows === 1) notices.push("One row with a missing feature was left out and belongs to no segment.");
  if (droppedRows > 1) notices.push(`${droppedRows.toLocaleString("en-US")} rows with a missing feature were left out and belong to no segment.`);
  if (microClusters) notices.push(`The rows were first condensed to ${microClusters.toLocaleString("en-US")} micro-clusters; the tree joins those.`);
  const { silhouetteSampleSize, silhouetteStandardError, centroidSilhouette } = measured.quality;
  if (silhouetteSampleSize) {
    notices.push(`The silhouette is estimated on ${silhouetteSampleSize.toLocaleString("en-US")} rows (standard error ${(silhouetteStandardError ?? 0).toFixed(4)}). The value from the distances to the centroids, which every row has, averages ${(centroidSilhouette ?? 0).toFixed(4)}.`);
  }
  return notices;
}

function savedModel(run: Run, centroids: Float64Array, clusters: number, projection?: PcaResult): SegmentationModel {
  const columns = run.prepared.matrix.columns;
  const rowOf = (values: Float64Array, c: number): number[] => Array.from(values.subarray(c * columns, (c + 1) * columns));
  const kept = projection ? projection.explainedVariance.length : 0;
  return {
    kernelVersion,
    algorithm: run.plan.algorithm,
    parameters: run.plan.parameters,
    preparation: run.preparation,
    preparedFeatures: run.prepared.names,
    centroids: Array.from({ length: clusters }, (_, c) => rowOf(centroids, c)),
    projection: {
      mean: Array.from(projection?.mean ?? []),
      components: projection ? Array.from({ length: kept }, (_, c) => rowOf(projection.components, c)) : [],
    },
  };
}
