import { AppError } from "../errors";
import type { KernelControl } from "../kernels/control";
import { cutTree } from "../kernels/cut-tree";
import { hierarchical } from "../kernels/hierarchical";
import { kDistances } from "../kernels/k-distances";
import { kmeans } from "../kernels/kmeans";
import { knee } from "../kernels/knee";
import type { Matrix } from "../kernels/matrix";
import { pca } from "../kernels/pca";
import { silhouette } from "../kernels/silhouette";
import type { SegmentationPlan } from "../schemas/segmentation";
import type { ResolvedPlan } from "./clustering";
import { countDistinctRows, sampleRows, takeRows } from "./sample-rows";

/** Rows that "auto" looks at. */
const sampleSize = 2000;
/** "auto" tries k from 2 to this. */
const largestK = 10;
/** "auto" keeps components until they hold this share of the variance. */
const keptVarianceRatio = 0.9;

export interface ChosenParameters {
  plan: ResolvedPlan;
  /** What "auto" took and why, for the reader. */
  notices: string[];
}

/**
 * Replaces "auto" by a choice made on the prepared rows, and refuses in words what the rows can't give:
 * k above the distinct rows, more components than columns, more minimum samples than rows.
 * - k: the largest mean silhouette for k = 2 … 10 on a sample of 2,000 rows;
 * - eps: the knee of the sorted distances to the minSamples-th neighbour;
 * - components: as many as hold 90 % of the variance.
 * @throws AppError segmentation_impossible. KernelCancelled.
 */
export async function chooseParameters(matrix: Matrix, plan: SegmentationPlan, control: KernelControl): Promise<ChosenParameters> {
  switch (plan.algorithm) {
    case "kmeans":
    case "hierarchical":
      return plan.parameters.k === "auto" ? chooseK(matrix, plan, control) : withGivenK(matrix, plan);
    case "dbscan":
      return plan.parameters.eps === "auto" ? chooseEps(matrix, plan, control) : { plan: plan as ResolvedPlan, notices: [] };
    case "hdbscan":
      return { plan: plan as ResolvedPlan, notices: [] };
    case "pca":
      return plan.parameters.components === "auto" ? chooseComponents(matrix, plan, control) : withGivenComponents(matrix, plan);
  }
}

type PlanOf<Name> = Extract<SegmentationPlan, { algorithm: Name }>;

function withGivenK(matrix: Matrix, plan: PlanOf<"kmeans" | "hierarchical">): ChosenParameters {
  const k = Number(plan.parameters.k);
  const distinct = countDistinctRows(matrix, k);
  if (distinct < k) {
    const rows = distinct === 1 ? "1 distinct row" : `${distinct} distinct rows`;
    throw new AppError("segmentation_impossible", `${k} segments are not possible: the chosen features have only ${rows}. Choose k of at most ${distinct}.`);
  }
  return { plan: plan as ResolvedPlan, notices: [] };
}

async function chooseK(matrix: Matrix, plan: PlanOf<"kmeans" | "hierarchical">, control: KernelControl): Promise<ChosenParameters> {
  const sample = takeRows(matrix, sampleRows(matrix.rows, sampleSize, plan.seed));
  const most = Math.min(largestK, countDistinctRows(sample, largestK + 1) - 1);
  const tree = plan.algorithm === "hierarchical" ? await hierarchical(sample, { linkage: plan.parameters.linkage, seed: plan.seed }, control) : undefined;
  let best = { k: 1, mean: Number.NEGATIVE_INFINITY };
  for (let k = 2; k <= most; k += 1) {
    const labels = tree ? cutTree(tree, { k }) : (await kmeans(sample, { k, seed: plan.seed }, { signal: control.signal, threads: control.threads })).labels;
    const { mean } = await silhouette(sample, labels, { seed: plan.seed }, { signal: control.signal, threads: control.threads });
    if (mean > best.mean) best = { k, mean };
  }
  const rows = sample.rows < matrix.rows ? ` on a sample of ${sample.rows.toLocaleString("en-US")} rows` : "";
  const notice =
    best.k === 1
      ? "“auto” took k = 1: the rows are too few or too alike to split."
      : `“auto” took k = ${best.k}: of k = 2 to ${most} it has the largest silhouette (${best.mean.toFixed(3)})${rows}.`;
  return { plan: { ...plan, parameters: { ...plan.parameters, k: best.k } } as ResolvedPlan, notices: [notice] };
}

async function chooseEps(matrix: Matrix, plan: PlanOf<"dbscan">, control: KernelControl): Promise<ChosenParameters> {
  const { minSamples } = plan.parameters;
  const distances = await kDistances(matrix, { k: Math.min(minSamples, matrix.rows), seed: plan.seed }, control);
  const positive = distances.filter((distance) => distance > 0);
  const eps = positive.length === 0 ? 1 : Number((positive[knee(positive)] ?? 1).toPrecision(3));
  const notice = `“auto” took eps = ${eps}: the knee of the sorted distances to the ${minSamples}th nearest row.`;
  return { plan: { ...plan, parameters: { ...plan.parameters, eps } }, notices: [notice] };
}

async function chooseComponents(matrix: Matrix, plan: PlanOf<"pca">, control: KernelControl): Promise<ChosenParameters> {
  const { explainedVarianceRatio } = await pca(matrix, { components: matrix.columns }, control);
  let kept = 0;
  let components = 0;
  while (components < matrix.columns && (kept < keptVarianceRatio || components === 0)) kept += explainedVarianceRatio[components++] ?? 0;
  const notice = `“auto” took ${components} components: they hold ${Math.round(kept * 100)} % of the variance.`;
  return { plan: { ...plan, parameters: { components } }, notices: [notice] };
}

function withGivenComponents(matrix: Matrix, plan: PlanOf<"pca">): ChosenParameters {
  const components = Number(plan.parameters.components);
  const most = Math.min(matrix.columns, matrix.rows);
  if (components > most) {
    throw new AppError("segmentation_impossible", `${components} components are not possible with ${matrix.rows} rows of ${matrix.columns} prepared features. Choose at most ${most}.`);
  }
  return { plan: plan as ResolvedPlan, notices: [] };
}
