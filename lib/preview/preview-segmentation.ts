import type { Cluster } from "ml-hclust";
import type { Algorithm, Linkage, Preparation } from "@/lib/schemas/segmentation";
import { cutSample, dbscanSample, kmeansSample, mergeTreeOfSample, type SampleClustering } from "./cluster-sample";
import { type EpsSuggestion, suggestEps } from "./eps-suggestion";
import { type PreparedSample, prepareSample } from "./prepare-sample";
import { projectSample, type SampleProjection } from "./project-sample";
import type { SampleTable } from "./sample-table";

export interface PreviewQuestion {
  features: string[];
  preparation: Preparation;
  algorithm: Algorithm;
  k: number;
  linkage: Linkage;
  /** "auto": the knee of the sample's k-distances. */
  eps: number | "auto";
  minSamples: number;
  seed: number;
}

export interface SegmentationPreview {
  x: Float64Array;
  y: Float64Array;
  /** Per drawn row; −1 is noise, 0 everywhere where nothing is clustered. */
  labels: Int32Array;
  sizes: number[];
  noise: number;
  /** Position in the sample of each drawn row. */
  kept: number[];
  varianceRatio: number[];
  /** Set for DBSCAN. */
  eps?: EpsSuggestion & { used: number };
  durationMs: number;
}

/** ml-hclust needs O(n³): 300 rows take some 70 ms, 500 already 370 ms. */
const HIERARCHICAL_ROWS = 300;

/**
 * Makes the function that answers preview questions about one sample. It remembers the prepared rows with their map and
 * the merge tree of its last question, so that moving k only clusters, or cuts the tree, again.
 */
export function createPreviewer(sample: SampleTable): (question: PreviewQuestion) => SegmentationPreview {
  let remembered: { key: string; tree: Cluster } | undefined;
  let suggested: { key: string; suggestion: EpsSuggestion | undefined } | undefined;
  let placed: { key: string; prepared: PreparedSample; projection: SampleProjection } | undefined;

  function placeFor(question: PreviewQuestion) {
    const taken = thinOut(sample.rows.length, question.algorithm === "hierarchical" ? HIERARCHICAL_ROWS : Infinity);
    const rows = taken.flatMap((i) => (sample.rows[i] ? [sample.rows[i]] : []));
    const key = JSON.stringify([question.features, question.preparation, rows.length]);
    if (placed?.key !== key) {
      const prepared = prepareSample({ ...sample, rows }, question.features, question.preparation);
      const kept = prepared.kept.map((i) => taken[i] ?? i);
      placed = { key, prepared: { ...prepared, kept }, projection: projectSample(prepared.data) };
    }
    return placed;
  }

  function epsFor(question: PreviewQuestion, data: number[][]): EpsSuggestion | undefined {
    const key = JSON.stringify([question.features, question.preparation, question.minSamples]);
    if (suggested?.key !== key) suggested = { key, suggestion: suggestEps(data, question.minSamples) };
    return suggested.suggestion;
  }

  function treeFor(question: PreviewQuestion, data: number[][]): Cluster {
    const key = JSON.stringify([question.features, question.preparation, question.linkage]);
    if (remembered?.key !== key) remembered = { key, tree: mergeTreeOfSample(data, question.linkage) };
    return remembered.tree;
  }

  function cluster(question: PreviewQuestion, data: number[][]): SampleClustering & Pick<SegmentationPreview, "eps"> {
    if (data.length === 0) return { labels: new Int32Array(0), sizes: [], noise: 0 };
    if (question.algorithm === "kmeans") return kmeansSample(data, question.k, question.seed);
    if (question.algorithm === "hierarchical") return cutSample(treeFor(question, data), question.k);
    if (question.algorithm !== "dbscan") return { labels: new Int32Array(data.length), sizes: [data.length], noise: 0 };
    const suggestion = epsFor(question, data);
    const used = question.eps === "auto" ? (suggestion?.eps ?? 0.5) : question.eps;
    return { ...dbscanSample(data, used, question.minSamples), ...(suggestion && { eps: { ...suggestion, used } }) };
  }

  return (question) => {
    const start = performance.now();
    const { prepared, projection } = placeFor(question);
    const clustering = prepared.columns.length === 0 ? { labels: new Int32Array(0), sizes: [], noise: 0 } : cluster(question, prepared.data);
    const drawn = prepared.columns.length === 0 ? { x: new Float64Array(0), y: new Float64Array(0), varianceRatio: [], kept: [] } : { ...projection, kept: prepared.kept };
    return { ...drawn, ...clustering, durationMs: performance.now() - start };
  };
}

/** At most `most` of `count` positions, evenly spread: the sample is in the file's order, and its first half would be the file's. */
function thinOut(count: number, most: number): number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken));
}
