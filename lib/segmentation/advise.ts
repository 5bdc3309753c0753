import { kDistances } from "../kernels/k-distances";
import type { Matrix } from "../kernels/matrix";
import { explainedVarianceShares } from "../kernels/pca";
import { pickRows } from "../kernels/pick-rows";
import type { AdviceRequest, AdviceResult } from "../schemas/advice";
import type { FeatureTable } from "../schemas/feature-column";
import { adviceSampleSize, adviseK } from "./advise-k";
import { automaticComponents, automaticEps } from "./automatic-parameters";
import { judgeStructure } from "./judge-structure";
import { prepareRows } from "./prepare-rows";
import { type PipelineControl, stageControl } from "./progress";
import { sampleRows } from "./sample-rows";

/** Points of the curve that the screen draws. */
const epsCurvePoints = 200;

type Request = Omit<AdviceRequest, "datasetId">;

/**
 * Advises on the free parameter of an algorithm, and says first whether there is any structure to find.
 * @throws AppError segmentation_impossible. KernelCancelled.
 */
export async function advise(table: FeatureTable, request: Request, control: PipelineControl = {}): Promise<AdviceResult> {
  const prepared = (await prepareRows(table, request, control)).prepared.matrix;
  const sample = pickRows(prepared, sampleRows(prepared.rows, adviceSampleSize, request.seed));
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
  const { value: eps, sentence } = automaticEps(distances, minSamples);
  const step = Math.max(1, Math.floor(distances.length / epsCurvePoints));
  const epsCurve = Array.from(distances.keys())
    .filter((at) => at % step === 0 || at === distances.length - 1)
    .map((at) => ({ ratio: (at + 1) / distances.length, distance: distances[at] ?? 0 }));
  return { epsCurve, suggestion: { eps, minSamples }, sentence };
}

async function adviseComponents(prepared: Matrix, control: PipelineControl): Promise<Advised> {
  const shares = (await explainedVarianceShares(prepared, stageControl(control, "Finding components", 0.9, 1))).subarray(0, prepared.rows);
  const { value: components, sentence } = automaticComponents(shares);
  return { scree: Array.from(shares), suggestion: { components }, sentence };
}
