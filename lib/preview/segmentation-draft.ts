import type { FeatureSuggestion } from "@/lib/schemas/feature-suggestion";
import type { Algorithm, Linkage, Preparation, SegmentationRequest } from "@/lib/schemas/segmentation";

/** What the form of a new segmentation holds: the choices of every algorithm, so that switching back loses nothing. */
export interface SegmentationDraft {
  algorithm: Algorithm;
  name: string;
  features: string[];
  preparation: Preparation;
  k: number | "auto";
  linkage: Linkage;
  eps: number | "auto";
  minSamples: number;
  minClusterSize: number;
  components: number | "auto";
  seed: number;
}

/** What a link may fill in: any part of a request. */
export type SegmentationPrefill = Partial<Pick<SegmentationRequest, "algorithm" | "name" | "features" | "preparation" | "parameters" | "seed">>;

/** The sensible start for a dataset: suggested features, K-means with three segments. */
export function defaultDraft(suggestions: FeatureSuggestion[]): SegmentationDraft {
  return {
    algorithm: "kmeans",
    name: "",
    features: suggestions.filter((suggestion) => suggestion.use).map((suggestion) => suggestion.name),
    preparation: { missing: "mean", scaling: "standard", encoding: "none", log1p: [], outliers: "keep" },
    k: 3, linkage: "ward", eps: "auto", minSamples: 5, minClusterSize: 15, components: 2, seed: 42,
  };
}

/** The draft with a link's choices filled in; features that the dataset does not have are left out. */
export function prefillDraft(draft: SegmentationDraft, prefill: SegmentationPrefill, columnNames: string[]): SegmentationDraft {
  const { parameters, features, ...rest } = prefill;
  const known = new Set(columnNames);
  const kept = features?.filter((feature) => known.has(feature)) ?? [];
  return { ...draft, ...dropUndefined(rest), ...dropUndefined(parameters ?? {}), ...(kept.length > 0 && { features: kept }) };
}

function dropUndefined<Shape extends object>(shape: Shape): Partial<Shape> {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Partial<Shape>;
}

/** The chosen features that take part: categories only when they are encoded. */
export function usedFeatures(draft: SegmentationDraft, suggestions: FeatureSuggestion[]): string[] {
  const categories = new Set(suggestions.filter((suggestion) => suggestion.kind === "category").map((suggestion) => suggestion.name));
  return draft.preparation.encoding === "none" ? draft.features.filter((feature) => !categories.has(feature)) : draft.features;
}

/** The request that a draft stands for. */
export function requestOfDraft(draft: SegmentationDraft, datasetId: string, suggestions: FeatureSuggestion[]): SegmentationRequest {
  const name = draft.name.trim();
  const features = usedFeatures(draft, suggestions);
  const used = new Set(features);
  const preparation = { ...draft.preparation, log1p: draft.preparation.log1p.filter((feature) => used.has(feature)) };
  const common = { datasetId, ...(name && { name }), features, preparation, seed: draft.seed };
  switch (draft.algorithm) {
    case "kmeans": return { ...common, algorithm: "kmeans", parameters: { k: draft.k } };
    case "hierarchical": return { ...common, algorithm: "hierarchical", parameters: { k: draft.k, linkage: draft.linkage } };
    case "dbscan": return { ...common, algorithm: "dbscan", parameters: { eps: draft.eps, minSamples: draft.minSamples } };
    case "hdbscan": return { ...common, algorithm: "hdbscan", parameters: { minClusterSize: draft.minClusterSize, selection: "eom" } };
    case "pca": return { ...common, algorithm: "pca", parameters: { components: draft.components } };
  }
}

export interface DraftProblem {
  field: "features" | "k" | "eps" | "minSamples" | "minClusterSize" | "components" | "seed";
  message: string;
}

/** Why a draft can't be run, in words, as far as the page can tell; the server checks again with the data at hand. */
export function checkDraft(draft: SegmentationDraft, rows: number, suggestions: FeatureSuggestion[]): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const usable = usedFeatures(draft, suggestions);
  if (draft.features.length === 0) problems.push({ field: "features", message: "Choose at least one feature." });
  else if (usable.length === 0) problems.push({ field: "features", message: "Only categories are chosen: set Categories to “one-hot”, or add a numeric feature." });
  const byCount = draft.algorithm === "kmeans" || draft.algorithm === "hierarchical";
  if (byCount) problems.push(...checkWhole("k", "k", draft.k, 1, Math.min(500, rows), `the dataset has ${rows.toLocaleString("en")} rows`));
  if (draft.algorithm === "dbscan") {
    if (draft.eps !== "auto" && !(draft.eps > 0)) problems.push({ field: "eps", message: "Eps is a distance above 0." });
    problems.push(...checkWhole("minSamples", "Min samples", draft.minSamples, 1, rows, `the dataset has ${rows.toLocaleString("en")} rows`));
  }
  if (draft.algorithm === "hdbscan") problems.push(...checkWhole("minClusterSize", "The smallest segment", draft.minClusterSize, 2, Math.max(2, rows), `the dataset has ${rows.toLocaleString("en")} rows`));
  if (draft.algorithm === "pca" && draft.preparation.encoding === "none") {
    problems.push(...checkWhole("components", "Components", draft.components, 1, Math.max(1, Math.min(usable.length, rows)), `${usable.length} numeric features are chosen`));
  }
  problems.push(...checkWhole("seed", "The seed", draft.seed, 0, 2 ** 31 - 1, "so the generator wants it"));
  return problems;
}

function checkWhole(field: DraftProblem["field"], label: string, value: number | "auto", low: number, high: number, why: string): DraftProblem[] {
  if (value === "auto" || (Number.isInteger(value) && value >= low && value <= high)) return [];
  return [{ field, message: `${label} is a whole number from ${low} to ${high.toLocaleString("en")}: ${why}.` }];
}
