import { AppError } from "../errors";
import type { KernelControl } from "../kernels/control";
import type { Matrix } from "../kernels/matrix";
import { nearestCentroid } from "../kernels/nearest-centroid";
import type { FeatureColumn } from "../schemas/feature-column";
import { applyPreparation } from "./apply-preparation";
import { type AssignedRows, type CoreRows, nearestCore } from "./nearest-core";
import { type PipelineControl, stageControl } from "./progress";
import type { SegmentationModel } from "./result";
import { scatterFloats, scatterLabels } from "./scatter-rows";
import { notSegmented } from "./segment-rows";

export interface ScoredRows {
  /** Per row of the new data: a segment of the run, −1 noise, or `notSegmented` where a feature is missing and such rows are dropped. */
  segments: Int32Array;
  /** 0 … 1 as in the run. */
  confidence: Float32Array;
  distance: Float32Array;
  second: Int32Array;
  /** PCA only: the coordinates on the run's components. */
  components: Float32Array[];
}

/**
 * Puts new rows into the segments of a saved run, with its own preparation.
 * K-means, hierarchical and HDBSCAN: the nearest centroid, noise where the run found no segment. DBSCAN: the segment of the nearest core row within eps, else noise.
 * PCA: the projection. The rows of the run itself keep their K-means segment.
 * @throws AppError segmentation_impossible when a feature is missing from the columns. KernelCancelled.
 */
export async function scoreRows(columns: FeatureColumn[], model: SegmentationModel, core: CoreRows | undefined, control: PipelineControl): Promise<ScoredRows> {
  const { matrix, keptRows } = await applyPreparation(columns, model.preparation, { signal: control.signal });
  const total = columns[0]?.kind === "numeric" ? columns[0].values.length : (columns[0]?.codes.length ?? 0);
  const kernelControl = stageControl(control, "Assigning rows", 0.2, 0.9);
  if (model.algorithm === "pca") return projectRows(matrix, model, total, keptRows);
  const assigned = model.algorithm === "dbscan" ? await nearestCore(matrix, requireCore(core), Number(model.parameters.eps), kernelControl) : await nearestSegment(matrix, model, kernelControl);
  return {
    segments: scatterLabels(assigned.segments, total, keptRows),
    confidence: scatterFloats(assigned.confidence, total, keptRows),
    distance: scatterFloats(assigned.distance, total, keptRows),
    second: scatterLabels(assigned.second, total, keptRows),
    components: [],
  };
}

async function nearestSegment(matrix: Matrix, { centroids }: SegmentationModel, control: KernelControl): Promise<AssignedRows> {
  if (centroids.length === 0) return noiseOnly(matrix.rows);
  const found = await nearestCentroid(matrix, Float64Array.from(centroids.flat()), centroids.length, control);
  const confidence = Float32Array.from(found.distances, (own, i) => {
    const other = found.secondDistances[i] ?? 0;
    if (centroids.length === 1) return 1;
    return other > 0 ? 1 - own / other : 0;
  });
  return { segments: found.labels, confidence, distance: Float32Array.from(found.distances), second: found.second };
}

function noiseOnly(rows: number): AssignedRows {
  return { segments: new Int32Array(rows).fill(-1), confidence: new Float32Array(rows), distance: new Float32Array(rows).fill(Number.NaN), second: new Int32Array(rows).fill(-1) };
}

function requireCore(core: CoreRows | undefined): CoreRows {
  if (!core) throw new AppError("segmentation_impossible", "The run's core rows are gone, so new rows can't be scored. Run the segmentation again.");
  return core;
}

function projectRows(matrix: Matrix, model: SegmentationModel, total: number, keptRows?: Uint32Array): ScoredRows {
  const { mean, components } = model.projection;
  const coordinates = components.slice(0, Number(model.parameters.components)).map((loadings) => {
    const values = new Float64Array(matrix.rows);
    loadings.forEach((loading, j) => {
      for (let i = 0; i < matrix.rows; i += 1) values[i] = (values[i] ?? 0) + loading * ((matrix.values[j * matrix.rows + i] ?? 0) - (mean[j] ?? 0));
    });
    return scatterFloats(values, total, keptRows);
  });
  const empty = new Float32Array(total).fill(Number.NaN);
  return { segments: new Int32Array(total).fill(notSegmented), confidence: empty, distance: empty, second: new Int32Array(total).fill(notSegmented), components: coordinates };
}
