import type { Algorithm } from "../schemas/segmentation";

export interface RunSize {
  rows: number;
  /** Prepared columns: after one-hot encoding. */
  columns: number;
  algorithm: Algorithm;
  /** Segments or components asked for. */
  k?: number;
  linkage?: "ward" | "complete" | "average" | "single";
}

export interface RunEstimate {
  memoryBytes: number;
  /** On two cores of the kind in docs/benchmarks.md; an order of magnitude elsewhere. */
  durationMs: number;
  /** Whether a hierarchical run condenses the rows to micro-clusters first. */
  twoStage: boolean;
}

/** Rows up to which a linkage is exact; more are condensed first. */
const exactHierarchicalRows = { ward: 50_000, single: 50_000, complete: 30_000, average: 30_000 } as const;

/** Distances per millisecond and column that the kernels reach, from docs/benchmarks.md, rounded down. */
const distancesPerMs = 120_000;

/** What a run will take, from its size alone: the prepared matrix three times over plus what its algorithm keeps. */
export function estimateRun({ rows, columns, algorithm, k = 8, linkage = "ward" }: RunSize): RunEstimate {
  const matrixBytes = rows * columns * 8;
  const twoStage = algorithm === "hierarchical" && rows > exactHierarchicalRows[linkage];
  const leaves = twoStage ? Math.min(rows, 10_000) : rows;
  const condensed = algorithm === "hierarchical" && (linkage === "complete" || linkage === "average");
  const memoryBytes = 60e6 + 3 * matrixBytes + rows * 64 + (condensed ? leaves * leaves * 4 : 0);
  const compared = Math.min(rows, 50_000) ** 2 / 2;
  const work = {
    kmeans: rows * k * 60,
    hierarchical: leaves * leaves * 3 + (twoStage ? rows * leaves * 0.05 : 0),
    dbscan: rows * 2000,
    hdbscan: rows * rows * 0.2,
    pca: rows * columns,
  }[algorithm];
  const distances = work + (algorithm === "pca" ? 0 : compared);
  return { memoryBytes, durationMs: Math.round(50 + rows * columns * 1e-4 + (distances * Math.max(1, columns / 6)) / distancesPerMs), twoStage };
}
