import { kernelVersion } from "../kernels/kernel-version";
import { pca, type PcaResult } from "../kernels/pca";
import type { Quality } from "../schemas/segmentation";
import { describeRun } from "./describe-run";
import { stageControl } from "./progress";
import { readQuality } from "./quality-reading";
import type { SegmentationResult } from "./result";
import type { Run } from "./run";
import { scatterFloats } from "./scatter-rows";
import { notSegmented } from "./segment-rows";

/** A PCA run: no segments, but every row's coordinates, the loadings and the variance they hold. */
export async function runPca(run: Run): Promise<SegmentationResult> {
  const { input, plan, prepared, control } = run;
  const { matrix, keptRows } = prepared;
  const total = input.table.rowIds.length;
  const components = Number(plan.parameters.components);
  const started = performance.now();
  // The map is drawn on two, also where one is asked for.
  const all = await pca(matrix, { components: Math.min(matrix.columns, Math.max(components, 2)) }, stageControl(control, "Finding components", 0.08, 0.8));
  const fittedAt = performance.now();
  const loadings = rowsOf(all.components, matrix.columns, all.explainedVariance.length);
  const quality: Quality = {
    explainedVariance: Array.from(all.explainedVariance.slice(0, components)),
    explainedVarianceRatio: Array.from(all.explainedVarianceRatio.slice(0, components)),
    components: loadings.slice(0, components),
  };
  const description = input.describe === false ? undefined : await describeRun(input.table.columns, new Int32Array(total), new Set(plan.features), control);
  const absent = new Float32Array(total).fill(Number.NaN);
  const scores = columnsOf(all);
  return {
    parameters: plan.parameters,
    rows: {
      segments: new Int32Array(total).fill(notSegmented),
      confidence: scatterFloats(representation(prepared.matrix.rows, matrix.values, all, components), total, keptRows),
      distance: absent,
      second: new Int32Array(total).fill(notSegmented),
      silhouette: absent,
      components: scores.map((column) => scatterFloats(column, total, keptRows)),
    },
    segments: [],
    quality,
    details: {
      reading: readQuality({ algorithm: "pca", quality, rows: matrix.rows, segments: 0 }),
      mapVarianceRatio: Array.from(all.explainedVarianceRatio.slice(0, 2)),
      preparedFeatures: prepared.names,
      overall: description?.overall ?? {},
      droppedRows: total - matrix.rows,
      notices: run.notices,
    },
    model: {
      kernelVersion,
      algorithm: "pca",
      parameters: plan.parameters,
      preparation: run.preparation,
      preparedFeatures: prepared.names,
      centroids: [],
      projection: { mean: Array.from(all.mean), components: loadings },
    },
    timingsMs: { prepare: run.preparedMs, fit: fittedAt - started, quality: 0, describe: performance.now() - fittedAt },
  };
}

function rowsOf(values: Float64Array, columns: number, rows: number): number[][] {
  return Array.from({ length: rows }, (_, c) => Array.from(values.subarray(c * columns, (c + 1) * columns)));
}

function columnsOf({ scores }: PcaResult): Float32Array[] {
  return Array.from({ length: scores.columns }, (_, j) => scores.values.subarray(j * scores.rows, (j + 1) * scores.rows));
}

/**
 * How well the kept components represent each row: the share of its squared distance from the mean that they hold (cos²),
 * 0 … 1; 1 for a row at the mean. Source: Abdi & Williams 2010, section 5.2.
 */
function representation(rows: number, values: Float64Array, all: PcaResult, components: number): Float64Array {
  const held = new Float64Array(rows);
  const whole = new Float64Array(rows);
  for (let c = 0; c < components; c += 1) {
    for (let i = 0; i < rows; i += 1) held[i] = (held[i] ?? 0) + (all.scores.values[c * rows + i] ?? 0) ** 2;
  }
  all.mean.forEach((mean, j) => {
    for (let i = 0; i < rows; i += 1) whole[i] = (whole[i] ?? 0) + ((values[j * rows + i] ?? 0) - mean) ** 2;
  });
  return held.map((share, i) => ((whole[i] ?? 0) > 0 ? Math.min(1, share / (whole[i] ?? 1)) : 1));
}
