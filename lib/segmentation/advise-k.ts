import { centroidQuality } from "../kernels/centroid-quality";
import type { KernelControl } from "../kernels/control";
import { cutTree } from "../kernels/cut-tree";
import { gapChoice, type Gap } from "../kernels/gap";
import { hierarchical } from "../kernels/hierarchical";
import { kmeans } from "../kernels/kmeans";
import { knee } from "../kernels/knee";
import type { Matrix } from "../kernels/matrix";
import { pickRows } from "../kernels/pick-rows";
import { silhouette } from "../kernels/silhouette";
import type { AdviceRequest, AdviceResult, KIndices } from "../schemas/advice";
import { gatherStructure, structureSampleSize, type StructureEvidence } from "./judge-structure";
import { type PipelineControl, stageControl } from "./progress";
import { countDistinctRows, sampleRows } from "./sample-rows";

/** Rows that the indices rest on; beyond, a sample. */
export const adviceSampleSize = 5000;
const leastNumber = 2;
const mostNumber = 12;

type Request = Pick<AdviceRequest, "algorithm" | "linkage" | "range" | "seed">;

export interface KAdvice {
  byK: KIndices[];
  votes: NonNullable<AdviceResult["votes"]>;
  /** The winner of the votes; 1 when there are too few different rows to split. */
  k: number;
  sentence: string;
  evidence: StructureEvidence;
}

/**
 * Judges each number of segments by five indices and lets them vote. What "auto" takes is this winner.
 * @param sample prepared rows, at most `adviceSampleSize`
 */
export async function adviseK(sample: Matrix, request: Request, control: PipelineControl): Promise<KAdvice> {
  const ks = await judgedNumbers(sample, request, control.signal);
  const judged = await judgeNumbers(sample, ks, request, stageControl(control, "Trying numbers of segments", 0.05, 0.5));
  const structureSample = pickRows(sample, sampleRows(sample.rows, structureSampleSize, request.seed));
  const gathered = await gatherStructure(structureSample, ks, request.seed, stageControl(control, "Comparing with data without structure", 0.5, 0.9));
  const byK = withGaps(judged, gathered.gaps);
  const best = Math.max(...byK.map((entry) => entry.silhouette ?? Number.NEGATIVE_INFINITY));
  const evidence = { ...gathered, bestSilhouette: Number.isFinite(best) ? best : Number.NaN };
  if (byK.length === 0) return { byK, votes: [], k: 1, sentence: "There are too few different rows to split.", evidence };
  const votes = castVotes(byK, gathered.gaps);
  const k = electedK(votes);
  return { byK, votes, k, sentence: verdict(votes, k), evidence };
}

function verdict(votes: KAdvice["votes"], k: number): string {
  const supporters = votes.filter((vote) => vote.k === k).map((vote) => indexNames[vote.index]);
  const names = supporters.join(", ");
  return supporters.length > votes.length / 2
    ? `k = ${k}: ${supporters.length} of ${votes.length} indices agree (${names}).`
    : `No clear winner: k = ${k} has ${supporters.length} of ${votes.length} votes (${names}). Look at the curves before you choose.`;
}

async function judgedNumbers(sample: Matrix, request: Request, signal: AbortSignal | undefined): Promise<number[]> {
  // Where nobody asks for more, segments are to have two rows on average.
  const { from, to } = request.range ?? { from: leastNumber, to: Math.min(mostNumber, Math.max(leastNumber, sample.rows >> 1)) };
  const most = Math.min(to, (await countDistinctRows(sample, to + 1, signal)) - 1);
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

type Vote = NonNullable<AdviceResult["votes"]>[number];

const indexNames: Record<Vote["index"], string> = {
  inertia: "knee of the inertia",
  silhouette: "silhouette",
  calinskiHarabasz: "Calinski–Harabasz",
  daviesBouldin: "Davies–Bouldin",
  gap: "gap",
};

function castVotes(byK: KIndices[], gaps: Gap[]): Vote[] {
  const votes: Vote[] = [];
  // 0: too few points for a curve to bend.
  const bend = knee(byK.map((entry) => entry.inertia));
  if (bend > 0) votes.push({ index: "inertia", k: byK[bend]?.k ?? 2 });
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
