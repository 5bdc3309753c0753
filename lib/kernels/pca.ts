import { EigenvalueDecomposition, Matrix as DenseMatrix } from "ml-matrix";
import { KernelCancelled, type KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { validateInteger, validateMatrix } from "./validate-matrix";

export interface PcaOptions {
  /** How many components to keep, 1 … min(columns, max(1, rows)). */
  components: number;
}

export interface PcaResult {
  /** Column means (d). */
  mean: Float64Array;
  /** Loadings, row-major components × d, unit length. */
  components: Float64Array;
  /** Variance along each component, divided by n − 1. */
  explainedVariance: Float64Array;
  /** The same as a share of the total variance; 0 where the data have none. */
  explainedVarianceRatio: Float64Array;
  /** The rows in the new coordinates, n × components. */
  scores: Matrix;
}

export async function pca(data: Matrix, options: PcaOptions, control: KernelControl = {}): Promise<PcaResult> {
  validateMatrix(data);
  const { rows: n, columns: d, values } = data;
  validateInteger(options.components, "components", 1, d);
  if (control.signal?.aborted) throw new KernelCancelled();
  const kept = options.components;
  const mean = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[j * n + i]!;
    mean[j] = n > 0 ? sum / n : 0;
    let rest = 0;
    for (let i = 0; i < n; i++) rest += values[j * n + i]! - mean[j]!;
    if (n > 0) mean[j]! += rest / n;
  }
  const covariance = DenseMatrix.zeros(d, d);
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (values[a * n + i]! - mean[a]!) * (values[b * n + i]! - mean[b]!);
      const value = n > 1 ? sum / (n - 1) : 0;
      covariance.set(a, b, value);
      covariance.set(b, a, value);
    }
  }
  const eigen = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const order = eigen.realEigenvalues.map((value, at) => ({ value: Math.max(0, value), at })).sort((a, b) => b.value - a.value || a.at - b.at);
  const total = order.reduce((sum, { value }) => sum + value, 0);
  const components = new Float64Array(kept * d);
  const explainedVariance = new Float64Array(kept);
  const scores = new Float64Array(n * kept);
  for (let c = 0; c < kept; c++) {
    const { value, at } = order[c]!;
    explainedVariance[c] = value;
    let largest = 0;
    for (let j = 0; j < d; j++) if (Math.abs(eigen.eigenvectorMatrix.get(j, at)) > Math.abs(eigen.eigenvectorMatrix.get(largest, at)) + 1e-12) largest = j;
    const sign = eigen.eigenvectorMatrix.get(largest, at) < 0 ? -1 : 1;
    for (let j = 0; j < d; j++) {
      const loading = sign * eigen.eigenvectorMatrix.get(j, at);
      components[c * d + j] = loading;
      for (let i = 0; i < n; i++) scores[c * n + i]! += (values[j * n + i]! - mean[j]!) * loading;
    }
  }
  return { mean, components, explainedVariance, explainedVarianceRatio: explainedVariance.map((value) => (total > 0 ? value / total : 0)), scores: { rows: n, columns: kept, values: scores } };
}
