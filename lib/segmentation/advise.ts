import { centroidQuality } from "../kernels/centroid-quality";
import type { KernelControl } from "../kernels/control";
import { cutTree } from "../kernels/cut-tree";
import { gapChoice, type Gap } from "../kernels/gap";
import { hierarchical } from "../kernels/hierarchical";
import { kDistances } from "../kernels/k-distances";
import { kmeans } from "../kernels/kmeans";
import { knee } from "../kernels/knee";
import type { Matrix } from "../kernels/matrix";
import { pca } from "../kernels/pca";
import { silhouette } from "../kernels/silhouette";
import type { AdviceRequest, AdviceResult, KIndices } from "../schemas/advice";
import type { FeatureTable } from "../schemas/feature-column";
import { applyPreparation } from "./apply-preparation";
import { fitPreparation } from "./fit-preparation";
import { gatherStructure, judgeStructure, structureSampleSize } from "./judge-structure";
import { type PipelineControl, stageControl } from "./progress";
import { countDistinctRows, sampleRows, takeRows } from "./sample-rows";

/** Rows that the indices rest on; beyond, a sample. */
const adviceSampleSize = 5000;
const defaultRange = { from: 2, to: 12 };
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
  const ks = judgedNumbers(sample, request);
  const byK = await judgeNumbers(sample, ks, request, stageControl(control, "Trying numbers of segments", 0.05, 0.5));
  const structureSample = takeRows(sample, sampleRows(sample.rows, structureSampleSize, request.seed));
  const gathered = await gatherStructure(structureSample, ks, request.seed, stageControl(control, "Comparing with data without structure", 0.5, 0.9));
  const bestSilhouette = Math.max(...byK.map((entry) => entry.silhouette ?? Number.NEGATIVE_INFINITY));
  const structure = judgeStructure({ ...gathered, bestSilhouette: Number.isFinite(bestSilhouette) ? bestSilhouette : Number.NaN });
  const rest = { structure, ...(sample.rows < prepared.rows && { sampleSize: sample.rows }) };
  if (request.algorithm === "pca") return { ...(await adviseComponents(prepared, control)), ...rest };
  if (request.algorithm === "dbscan") return { ...(await adviseEps(prepared, request, control)), ...rest };
  return { ...adviseK(withGaps(byK, gathered.gaps), gathered.gaps), ...rest };
}

function judgedNumbers(sample: Matrix, request: Request): number[] {
  const { from, to } = request.range ?? defaultRange;
  const most = Math.min(to, countDistinctRows(sample, to + 1) - 1);
  return Array.from({ length: Math.max(0, most - from + 1) }, (_, at) => from + at);
}

async function judgeNumbers(sample: Matrix, ks: number[], request: Request, control: KernelControl): Promise<KIndices[]> {
  const inner: KernelControl = { signal: control.signal, threads: control.threads };
  const tree = request.algorithm === "hierarchical" ? await hierarchical(sample, { linkage: request.linkage ?? "ward", seed: request.seed }, inner) : undefined;
  const found: KIndices[] = [];
  for (const k of ks) {
    const labels = tree ? cutTree(tree, { k }) : (await kmeans(sample, { k, seed: request.seed }, inner)).labels;
    const quality = centroidQuality(sample, labels, k);
    const { mean } = await silhouette(sample, labels, { seed: request.seed }, inner);
    found.push({
      k,
      inertia: quality.inertia,
      silhouette: finiteOrNull(mean),
      calinskiHarabasz: finiteOrNull(quality.calinskiHarabasz),
      daviesBouldin: finiteOrNull(quality.daviesBouldin),
      gap: null,
      gapStandardError: null,
    });
    control.onProgress?.(found.length / ks.length);
  }
  return found;
}

function withGaps(byK: KIndices[], gaps: Gap[]): KIndices[] {
  const found = new Map(gaps.map((gap) => [gap.k, gap]));
  return byK.map((entry) => ({
    ...entry,
    gap: finiteOrNull(found.get(entry.k)?.gap ?? Number.NaN),
    gapStandardError: finiteOrNull(found.get(entry.k)?.standardError ?? Number.NaN),
  }));
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

type Advised = Omit<AdviceResult, "structure" | "sampleSize">;

function adviseK(byK: KIndices[], gaps: Gap[]): Advised {
  if (byK.length === 0) return { byK, votes: [], suggestion: { k: 1 }, sentence: "There are too few different rows to split." };
  const votes = castVotes(byK, gaps);
  const winner = electedK(votes);
  const supporters = votes.filter((vote) => vote.k === winner).map((vote) => indexNames[vote.index]);
  const clear = supporters.length > votes.length / 2;
  const sentence = clear
    ? `k = ${winner}: ${supporters.length} of ${votes.length} indices agree (${supporters.join(", ")}).`
    : `No clear winner: k = ${winner} has ${supporters.length} of ${votes.length} votes (${supporters.join(", ")}). Look at the curves before you choose.`;
  return { byK, votes, suggestion: { k: winner }, sentence };
}

type Vote = NonNullable<AdviceResult["votes"]>[number];

const indexNames: Record<Vote["index"], string> = {
  inertia: "knee of the inertia",
  silhouette: "silhouette",
  calinskiHarabasz: "Calinski–Harabasz",
  daviesBouldin: "Davies–Bouldin",
  gap: "gap",
};

function castVotes(byK: KIndices[], gaps: Gap[]): Vote[] {
  const votes: Vote[] = [{ index: "inertia", k: byK[knee(byK.map((entry) => entry.inertia))]?.k ?? 2 }];
  const largest = (index: "silhouette" | "calinskiHarabasz"): void => {
    const best = byK.filter((entry) => entry[index] !== null).sort((a, b) => (b[index] ?? 0) - (a[index] ?? 0) || a.k - b.k)[0];
    if (best) votes.push({ index, k: best.k });
  };
  largest("silhouette");
  largest("calinskiHarabasz");
  const compact = byK.filter((entry) => entry.daviesBouldin !== null).sort((a, b) => (a.daviesBouldin ?? 0) - (b.daviesBouldin ?? 0) || a.k - b.k)[0];
  if (compact) votes.push({ index: "daviesBouldin", k: compact.k });
  const supported = gapChoice(gaps);
  if (supported > 1) votes.push({ index: "gap", k: supported });
  return votes;
}

/** Most votes; of equals the silhouette's choice, else the smallest k. */
function electedK(votes: Vote[]): number {
  const counts = new Map<number, number>();
  for (const { k } of votes) counts.set(k, (counts.get(k) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const tied = [...counts].filter(([, count]) => count === most).map(([k]) => k);
  const bySilhouette = votes.find((vote) => vote.index === "silhouette")?.k;
  return bySilhouette !== undefined && tied.includes(bySilhouette) ? bySilhouette : Math.min(...tied);
}

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
