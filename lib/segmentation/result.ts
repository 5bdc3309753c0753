import type { MergeTree } from "../kernels/merge-tree";
import type { Algorithm, Characteristics, Evidence, Quality, SegmentationDetails } from "../schemas/segmentation";
import type { PreparationModel } from "./preparation-model";

/** A saved run as plain data: with it, new rows are prepared and assigned exactly as the old ones. */
export interface SegmentationModel {
  kernelVersion: string;
  algorithm: Algorithm;
  parameters: Record<string, number | string>;
  preparation: PreparationModel;
  preparedFeatures: string[];
  /** One array per segment in the space of the prepared features; PCA has none. */
  centroids: number[][];
  /** The plane of the map, and the projection of a PCA: means and loadings of the prepared features. */
  projection: { mean: number[]; components: number[][] };
}

export interface DescribedSegment {
  segment: number;
  name: string;
  description: string;
  size: number;
  shareRatio: number;
  characteristics: Characteristics;
  evidence: Evidence[];
}

/** One entry per row of the table; rows that took no part have segment `notSegmented` and NaN. */
export interface RowResults {
  segments: Int32Array;
  confidence: Float32Array;
  distance: Float32Array;
  second: Int32Array;
  /** Compared with all rows, or within the sample of a large table; NaN elsewhere. */
  silhouette: Float32Array;
  /** Only beside a sampled silhouette: the centroid-based one of every row (see `centroidSilhouette`). */
  centroidSilhouette?: Float32Array;
  /** Coordinates on the principal components: two for the map, or as many as a PCA was asked for. */
  components: Float32Array[];
  /** DBSCAN only: 1 for core points. */
  core?: Uint8Array;
  /** Hierarchical only: the row's leaf in `details.mergeTree`. */
  leaf?: Int32Array;
}

export interface StageTimings {
  prepare: number;
  fit: number;
  quality: number;
  describe: number;
}

export interface SegmentationResult {
  parameters: Record<string, number | string>;
  rows: RowResults;
  segments: DescribedSegment[];
  quality: Quality;
  details: SegmentationDetails;
  model: SegmentationModel;
  /** Hierarchical only; its leaves are the prepared rows. */
  tree?: MergeTree;
  timingsMs: StageTimings;
}
