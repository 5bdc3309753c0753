import { AppError } from "../errors";
import type { Matrix } from "../kernels/matrix";
import { nearestCentroid } from "../kernels/nearest-centroid";
import type { FeatureColumn } from "../schemas/feature-column";
import { applyPreparation } from "./apply-preparation";
import type { PipelineControl } from "./progress";
import { stageControl } from "./progress";
import type { SegmentationModel } from "./result";
import { scatterFloats, scatterLabels } from "./scatter-rows";

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

/** The core rows of a DBSCAN run, prepared, with their segments: what new rows are compared with. */
export interface CoreRows {
  matrix: Matrix;
  segments: Int32Array;
}

/**
 * Puts new rows into the segments of a saved run, with its own preparation.
 * K-means, hierarchical and HDBSCAN: the nearest centroid. DBSCAN: the segment of the nearest core row within eps, else noise.
 * PCA: the projection. The rows of the run itself keep their K-means segment.
 * @throws AppError segmentation_impossible when a feature is missing from the columns. KernelCancelled.
 */
export async function scoreRows(columns: FeatureColumn[], model: SegmentationModel, core: CoreRows | undefined, control: PipelineControl): Promise<ScoredRows> {
  const { matrix, keptRows } = applyPreparation(columns, model.preparation);
  const total = columns[0]?.kind === "numeric" ? columns[0].values.length : (columns[0]?.codes.length ?? 0);
  const kernelControl = stageControl(control, "Assigning rows", 0.2, 0.9);
  if (model.algorithm === "pca") return projectRows(matrix, model, total, keptRows);
  const assigned = model.algorithm === "dbscan" ? nearestCore(matrix, requireCore(core), Number(model.parameters.eps)) : await nearest(matrix, model, kernelControl);
  return {
    segments: scatterLabels(assigned.segments, total, keptRows),
    confidence: scatterFloats(assigned.confidence, total, keptRows),
    distance: scatterFloats(assigned.distance, total, keptRows),
    second: scatterLabels(assigned.second, total, keptRows),
    components: [],
  };
}

interface Assigned {
  segments: Int32Array;
  confidence: Float32Array;
  distance: Float32Array;
  second: Int32Array;
}

async function nearest(matrix: Matrix, model: SegmentationModel, control: Parameters<typeof nearestCentroid>[3]): Promise<Assigned> {
  const found = await nearestCentroid(matrix, Float64Array.from(model.centroids.flat()), model.centroids.length, control);
  const confidence = Float32Array.from(found.distances, (own, i) => {
    const other = found.secondDistances[i] ?? 0;
    if (model.centroids.length === 1) return 1;
    return other > 0 ? 1 - own / other : 0;
  });
  return { segments: found.labels, confidence, distance: Float32Array.from(found.distances), second: found.second };
}

function requireCore(core: CoreRows | undefined): CoreRows {
  if (!core) throw new AppError("segmentation_impossible", "The run's core rows are gone, so new rows can't be scored. Run the segmentation again.");
  return core;
}

/** Nearest core row within eps; ties take the core row that stands first. O(rows × core rows). */
function nearestCore(matrix: Matrix, core: CoreRows, eps: number): Assigned {
  const assigned: Assigned = {
    segments: new Int32Array(matrix.rows).fill(-1),
    confidence: new Float32Array(matrix.rows),
    distance: new Float32Array(matrix.rows),
    second: new Int32Array(matrix.rows).fill(-1),
  };
  for (let i = 0; i < matrix.rows; i += 1) {
    let best = Number.POSITIVE_INFINITY;
    let at = -1;
    for (let c = 0; c < core.matrix.rows; c += 1) {
      const square = squaredDistance(matrix, i, core.matrix, c, best);
      if (square < best) {
        best = square;
        at = c;
      }
    }
    const distance = Math.sqrt(best);
    assigned.distance[i] = distance;
    if (at < 0 || distance > eps) continue;
    assigned.segments[i] = core.segments[at] ?? -1;
    assigned.confidence[i] = 1 - distance / eps / 2;
  }
  return assigned;
}

/** Stops adding up as soon as the sum is beyond `enough`. */
function squaredDistance(a: Matrix, i: number, b: Matrix, other: number, enough: number): number {
  let square = 0;
  for (let j = 0; j < a.columns && square < enough; j += 1) {
    const difference = (a.values[j * a.rows + i] ?? 0) - (b.values[j * b.rows + other] ?? 0);
    square += difference * difference;
  }
  return square;
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
  return { segments: new Int32Array(total).fill(-2), confidence: empty, distance: empty, second: new Int32Array(total).fill(-2), components: coordinates };
}
