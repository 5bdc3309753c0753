import { AppError } from "../errors";
import type { KernelControl } from "../kernels/control";
import { kDistances } from "../kernels/k-distances";
import type { Matrix } from "../kernels/matrix";
import { explainedVarianceShares } from "../kernels/pca";
import { pickRows } from "../kernels/pick-rows";
import type { SegmentationPlan } from "../schemas/segmentation";
import { adviceSampleSize, adviseK } from "./advise-k";
import { automaticComponents, automaticEps } from "./automatic-parameters";
import type { ResolvedPlan } from "./clustering";
import { countDistinctRows, sampleRows } from "./sample-rows";

export interface ChosenParameters {
  plan: ResolvedPlan;
  /** What "auto" took and why, for the reader. */
  notices: string[];
}

/**
 * Replaces "auto" by a choice made on the prepared rows, and refuses in words what the rows can't give:
 * k above the distinct rows, more components than columns, more minimum samples than rows.
 * - k: the advice, the winner of five indices over k = 2 … 12;
 * - eps: the knee of the sorted distances to the minSamples-th neighbour;
 * - components: as many as hold 90 % of the variance.
 * @throws AppError segmentation_impossible. KernelCancelled.
 */
export async function chooseParameters(matrix: Matrix, plan: SegmentationPlan, control: KernelControl): Promise<ChosenParameters> {
  switch (plan.algorithm) {
    case "kmeans":
    case "hierarchical":
      return plan.parameters.k === "auto" ? chooseK(matrix, plan, control) : withGivenK(matrix, plan, control);
    case "dbscan":
      return plan.parameters.eps === "auto" ? chooseEps(matrix, plan, control) : { plan: plan as ResolvedPlan, notices: [] };
    case "hdbscan":
      return { plan: plan as ResolvedPlan, notices: [] };
    case "pca":
      return plan.parameters.components === "auto" ? chooseComponents(matrix, plan, control) : withGivenComponents(matrix, plan);
  }
}

type PlanOf<Name> = Extract<SegmentationPlan, { algorithm: Name }>;

async function withGivenK(matrix: Matrix, plan: PlanOf<"kmeans" | "hierarchical">, { signal }: KernelControl): Promise<ChosenParameters> {
  const k = Number(plan.parameters.k);
  const distinct = await countDistinctRows(matrix, k, signal);
  if (distinct < k) {
    const rows = distinct === 1 ? "1 distinct row" : `${distinct} distinct rows`;
    throw new AppError("segmentation_impossible", `${k} segments are not possible: the chosen features have only ${rows}. Choose k of at most ${distinct}.`);
  }
  return { plan: plan as ResolvedPlan, notices: [] };
}

async function chooseK(matrix: Matrix, plan: PlanOf<"kmeans" | "hierarchical">, control: KernelControl): Promise<ChosenParameters> {
  const sample = pickRows(matrix, sampleRows(matrix.rows, adviceSampleSize, plan.seed));
  const linkage = plan.algorithm === "hierarchical" ? plan.parameters.linkage : undefined;
  const { onProgress, ...bounds } = control;
  const { k, sentence } = await adviseK(sample, { algorithm: plan.algorithm, linkage, seed: plan.seed }, { ...bounds, onProgress: (_stage, ratio) => onProgress?.(ratio) });
  const rows = sample.rows < matrix.rows ? ` Judged on a sample of ${sample.rows.toLocaleString("en-US")} rows.` : "";
  return { plan: { ...plan, parameters: { ...plan.parameters, k } } as ResolvedPlan, notices: [`“auto” took k = ${k}. ${sentence}${rows}`] };
}

async function chooseEps(matrix: Matrix, plan: PlanOf<"dbscan">, control: KernelControl): Promise<ChosenParameters> {
  const { minSamples } = plan.parameters;
  const neighbour = Math.min(minSamples, matrix.rows);
  const distances = await kDistances(matrix, { k: neighbour, seed: plan.seed }, control);
  const { value: eps, sentence } = automaticEps(distances, neighbour);
  return { plan: { ...plan, parameters: { ...plan.parameters, eps } }, notices: [`“auto” took ${sentence}`] };
}

async function chooseComponents(matrix: Matrix, plan: PlanOf<"pca">, control: KernelControl): Promise<ChosenParameters> {
  const shares = await explainedVarianceShares(matrix, control);
  const { value: components, sentence } = automaticComponents(shares.subarray(0, matrix.rows));
  return { plan: { ...plan, parameters: { components } }, notices: [`“auto”: ${sentence}`] };
}

function withGivenComponents(matrix: Matrix, plan: PlanOf<"pca">): ChosenParameters {
  const components = Number(plan.parameters.components);
  const most = Math.min(matrix.columns, matrix.rows);
  if (components > most) {
    throw new AppError("segmentation_impossible", `${components} components are not possible with ${matrix.rows} rows of ${matrix.columns} prepared features. Choose at most ${most}.`);
  }
  return { plan: plan as ResolvedPlan, notices: [] };
}
