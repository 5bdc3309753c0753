import { PCA } from "ml-pca";

export interface SampleProjection {
  x: Float64Array;
  y: Float64Array;
  /** Share of the variance per component, all of them. */
  varianceRatio: number[];
}

/** Rows in the plane of their first two principal components, by ml-pca; each component's largest loading is positive. */
export function projectSample(data: number[][]): SampleProjection {
  const columns = data[0]?.length ?? 0;
  const empty = { x: new Float64Array(data.length), y: new Float64Array(data.length), varianceRatio: [] };
  if (data.length < 2 || columns === 0) return empty;
  const model = new PCA(data, { method: columns > data.length ? "SVD" : "covarianceMatrix" });
  const scores = model.predict(data, { nComponents: Math.min(2, columns) });
  const loadings = model.getEigenvectors();
  const axis = (component: number) => {
    if (component >= scores.columns) return new Float64Array(data.length);
    const column = loadings.getColumn(component);
    const strongest = column.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    return Float64Array.from(scores.getColumn(component), (score) => (strongest < 0 ? -score : score));
  };
  return { x: axis(0), y: axis(1), varianceRatio: model.getExplainedVariance().map((ratio) => (Number.isFinite(ratio) ? ratio : 0)) };
}
