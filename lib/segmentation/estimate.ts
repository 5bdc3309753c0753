import { MICRO_CLUSTERS, MOST_EXACT_ROWS, type Linkage } from "../kernels/hierarchical";
import type { Algorithm } from "../schemas/segmentation";

export interface RunSize {
  rows: number;
  /** Prepared columns: after one-hot encoding. */
  columns: number;
  algorithm: Algorithm;
  /** Segments or components asked for. */
  k?: number;
  linkage?: Linkage;
}

export interface RunEstimate {
  memoryBytes: number;
  /** On two cores of the kind in docs/benchmarks.md; an order of magnitude elsewhere. */
  durationMs: number;
  /** Whether a hierarchical run condenses the rows to micro-clusters first. */
  twoStage: boolean;
}

/** Distances of pairs in six columns that a kernel without shortcuts reaches in a millisecond, from docs/benchmarks.md, rounded down. */
const distancesPerMs = 120_000;
/** Up to so many columns a tree passes over most pairs: then a row costs so many distances, however many rows there are. */
const fewColumns = 12;
const distancesPerRow = 2_400;
/** Silhouettes are exact up to so many rows; their distances cost a tenth of the others'. */
const silhouetteRows = 50_000;
const silhouetteShare = 0.1;

/** What a run will take, from its size alone: the prepared matrix three times over plus what its algorithm keeps. */
export function estimateRun({ rows, columns, algorithm, k = 8, linkage = "ward" }: RunSize): RunEstimate {
  const matrixBytes = rows * columns * 8;
  const twoStage = algorithm === "hierarchical" && rows > MOST_EXACT_ROWS[linkage];
  const leaves = twoStage ? MICRO_CLUSTERS : rows;
  const keepsDistances = linkage === "complete" || linkage === "average";
  const memoryBytes = 60e6 + 3 * matrixBytes + rows * 64 + (algorithm === "hierarchical" && keepsDistances ? 4 * leaves ** 2 : 0);
  const onTree = columns <= fewColumns ? rows * distancesPerRow : rows ** 2;
  const work = {
    kmeans: rows * k * 60,
    hierarchical: twoStage ? rows * leaves * 0.2 : keepsDistances ? 3 * rows ** 2 : onTree,
    dbscan: rows * 2_000,
    hdbscan: onTree,
    pca: rows * columns,
  }[algorithm];
  const judged = algorithm === "pca" ? 0 : (silhouetteShare * Math.min(rows, silhouetteRows) ** 2) / 2;
  return { memoryBytes, durationMs: Math.round(50 + rows * columns * 1e-4 + ((work + judged) * Math.max(1, columns / 6)) / distancesPerMs), twoStage };
}
