import { kDistances } from "../kernels/k-distances";
import { knee } from "../kernels/knee";
import type { Matrix } from "../kernels/matrix";
import { pca } from "../kernels/pca";
import type { AdviceRequest, AdviceResult } from "../schemas/advice";
import type { FeatureTable } from "../schemas/feature-column";
import { adviceSampleSize, adviseK } from "./advise-k";
import { applyPreparation } from "./apply-preparation";
import { fitPreparation } from "./fit-preparation";
import { judgeStructure } from "./judge-structure";
import { type PipelineControl, stageControl } from "./progress";
import { sampleRows, takeRows } from "./sample-rows";

const keptVarianceRatio = 0.9;
const epsCurvePoints = 200;

type Request = Omit<AdviceRequest, "datasetId">;

/**
 * Advises on the free parameter of an algorithm, and says first whether there is any structure to find.
 * @throws AppError segmentation_impossible. KernelCancelled.
 */
export async function advise(table: FeatureTable, request: Request, control: PipelineControl = {}): Promise<AdviceResult> {
  control.onProgress?.("Preparing the features", 0.01);
  const columns = table.columns.filter((column) => request.features.includes(column.name));
  const prepared = applyPreparation(columns, fitPreparation(columns, request.preparation)).matrix;
  const sample = takeRows(prepared, sampleRows(prepared.rows, adviceSampleSize, request.seed));
  const { byK, votes, k, sentence, evidence } = await adviseK(sample, request, control);
  const rest = { structure: judgeStructure(evidence), ...(sample.rows < prepared.rows && { sampleSize: sample.rows }) };
  if (request.algorithm === "pca") return { ...(await adviseComponents(prepared, control)), ...rest };
  if (request.algorithm === "dbscan") return { ...(await adviseEps(prepared, request, control)), ...rest };
  return { byK, votes, suggestion: { k }, sentence, ...rest };
}

type Advised = Omit<AdviceResult, "structure" | "sampleSize">;

async function adviseEps(prepared: Matrix, request: Request, control: PipelineControl): Promise<Advised> {
  const minSamples = Math.min(request.minSamples ?? 5, prepared.rows);
  const distances = await kDistances(prepared, { k: minSamples, seed: request.seed }, stageControl(control, "Measuring distances to neighbours", 0.9, 1));
  const positive = distances.filter((distance) => distance > 0);
  const eps = positive.length === 0 ? 1 : Number((positive[knee(positive)] ?? 1).toPrecision(3));
  const step = Math.max(1, Math.floor(distances.length / epsCurvePoints));
  const epsCurve = Array.from(distances.keys())
    .filter((at) => at % step === 0 || at === distances.length - 1)
    .map((at) => ({ ratio: (at + 1) / distances.length, distance: distances[at] ?? 0 }));
  const sentence = `eps = ${eps}: the knee of the distances to the ${minSamples}th nearest row; rows beyond it are sparser than the rest.`;
  return { epsCurve, suggestion: { eps, minSamples }, sentence };
}

async function adviseComponents(prepared: Matrix, control: PipelineControl): Promise<Advised> {
  const { explainedVarianceRatio } = await pca(prepared, { components: Math.min(prepared.columns, prepared.rows) }, stageControl(control, "Finding components", 0.9, 1));
  let kept = 0;
  let components = 0;
  while (components < explainedVarianceRatio.length && (kept < keptVarianceRatio || components === 0)) kept += explainedVarianceRatio[components++] ?? 0;
  const sentence = `${components} ${components === 1 ? "component holds" : "components hold"} ${Math.round(kept * 100)} % of the variance.`;
  return { scree: Array.from(explainedVarianceRatio), suggestion: { components }, sentence };
}
