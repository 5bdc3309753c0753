import { kmeans } from "../kernels/kmeans";
import type { Matrix } from "../kernels/matrix";
import { pickRows } from "../kernels/pick-rows";
import { bootstrapJaccard } from "../kernels/stability";
import type { SegmentationPlan } from "../schemas/segmentation";
import { cluster, type ResolvedPlan } from "./clustering";
import { type PipelineControl, stageControl } from "./progress";
import { sampleRows } from "./sample-rows";
import { stabilityReading } from "./stability-reading";

/** Rows that are drawn again and again; more of them change the third digit. */
const sampleSize = 1000;
const resamples = 100;

export interface SegmentStability {
  segment: number;
  jaccard: number;
  reading: string;
}

/**
 * How well each segment comes back in 100 bootstrap resamples of (at most 1,000 of) the rows, clustered with the run's own
 * parameters. Density-based runs are judged only when all rows fit: a sample would have another density.
 * @param labels per row of the matrix
 * @returns one entry per segment that was drawn; none for density-based runs on more than 1,000 rows
 */
export async function measureStability(matrix: Matrix, labels: Int32Array, plan: SegmentationPlan, control: PipelineControl): Promise<SegmentStability[]> {
  const byDensity = plan.algorithm === "dbscan" || plan.algorithm === "hdbscan";
  if (byDensity && matrix.rows > sampleSize) return [];
  const rows = sampleRows(matrix.rows, sampleSize, plan.seed);
  const sample = pickRows(matrix, rows);
  const sampleLabels = Int32Array.from(rows, (row) => labels[row] ?? -1);
  const clusters = sampleLabels.reduce((most, label) => Math.max(most, label + 1), 0);
  const kernelControl = stageControl(control, "Drawing resamples", 0, 1);
  const recluster = async (drawn: Matrix, seed: number): Promise<Int32Array> => {
    const inner = { signal: control.signal, threads: 1 };
    // A hundred long searches would find the same: two runs of each reach the optimum or one as good.
    if (plan.algorithm === "kmeans") return (await kmeans(drawn, { k: Number(plan.parameters.k), seed, restarts: 2 }, inner)).labels;
    return (await cluster(drawn, { ...plan, seed } as ResolvedPlan, inner)).labels;
  };
  const jaccards = await bootstrapJaccard(sample, sampleLabels, clusters, recluster, { seed: plan.seed, resamples }, kernelControl);
  return Array.from(jaccards, (jaccard, segment) => ({ segment, jaccard, reading: stabilityReading(jaccard) })).filter(({ jaccard }) => !Number.isNaN(jaccard));
}
