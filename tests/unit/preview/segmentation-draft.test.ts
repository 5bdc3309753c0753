import { describe, expect, it } from "vitest";
import { readPrefill } from "@/components/segmentation/read-prefill";
import { suggestEps } from "@/lib/preview/eps-suggestion";
import { createPreviewer, type PreviewQuestion } from "@/lib/preview/preview-segmentation";
import { checkDraft, defaultDraft, prefillDraft, requestOfDraft } from "@/lib/preview/segmentation-draft";
import { segmentationRequestSchema } from "@/lib/schemas/segmentation";
import type { FeatureSuggestion } from "@/lib/schemas/feature-suggestion";

const suggestions: FeatureSuggestion[] = [
  { name: "id", type: "integer", kind: "numeric", use: false, possible: true, reason: "an identifier" },
  { name: "a", type: "decimal", kind: "numeric", use: true, possible: true },
  { name: "b", type: "decimal", kind: "numeric", use: true, possible: true },
  { name: "city", type: "text", kind: "category", use: false, possible: true },
];
const datasetId = "01a1fbd5-0b77-7097-8063-586a01aec9fa";

describe("the draft of a segmentation", () => {
  it("starts with the suggested features and makes a request the server takes, for every algorithm", () => {
    const draft = defaultDraft(suggestions);
    expect(draft.features).toEqual(["a", "b"]);
    for (const algorithm of ["kmeans", "hierarchical", "dbscan", "hdbscan", "pca"] as const) {
      expect(segmentationRequestSchema.safeParse(requestOfDraft({ ...draft, algorithm }, datasetId, suggestions)).success, algorithm).toBe(true);
      expect(checkDraft({ ...draft, algorithm }, 100, suggestions)).toEqual([]);
    }
  });
  it("leaves categories out of the request while they are not encoded, and log1p of what is not used", () => {
    const draft = { ...defaultDraft(suggestions), features: ["a", "city"] };
    draft.preparation = { ...draft.preparation, log1p: ["a", "b"] };
    expect(requestOfDraft(draft, datasetId, suggestions)).toMatchObject({ features: ["a"], preparation: { log1p: ["a"] } });
    expect(requestOfDraft({ ...draft, preparation: { ...draft.preparation, encoding: "onehot" } }, datasetId, suggestions).features).toEqual(["a", "city"]);
  });
  it.each([
    [{ features: [] }, "features"], [{ features: ["city"] }, "features"], [{ k: 101 }, "k"], [{ k: 1.5 }, "k"], [{ algorithm: "dbscan", eps: 0 }, "eps"],
    [{ algorithm: "dbscan", minSamples: NaN }, "minSamples"], [{ algorithm: "pca", components: 3 }, "components"], [{ algorithm: "hdbscan", minClusterSize: 1 }, "minClusterSize"], [{ seed: -1 }, "seed"],
  ] as const)("refuses %j in words", (part, field) => {
    const problems = checkDraft({ ...defaultDraft(suggestions), ...part, features: [..."features" in part ? part.features : ["a", "b"]] }, 100, suggestions);
    expect(problems.map((problem) => problem.field)).toEqual([field]);
  });
  it("takes a link's choices, without features that are not there and without a broken plan", () => {
    const plan = JSON.stringify({ algorithm: "hierarchical", features: ["b", "gone"], parameters: { k: 5, linkage: "single" }, seed: 7 });
    expect(prefillDraft(defaultDraft(suggestions), readPrefill(plan) ?? {}, suggestions.map(({ name }) => name))).toMatchObject({ algorithm: "hierarchical", features: ["b"], k: 5, linkage: "single", seed: 7 });
    expect(readPrefill("{")).toBeUndefined();
    expect(readPrefill(JSON.stringify({ algorithm: "kmeans", parameters: { k: -3 } }))?.parameters).toBeUndefined();
  });
});

describe("the previewer", () => {
  const rows = Array.from({ length: 40 }, (_, i) => [i < 20 ? i / 20 : 50 + i / 20, Math.sin(i)]);
  const preview = createPreviewer({ columns: [{ name: "a", type: "decimal" }, { name: "b", type: "decimal" }], rows });
  const question: PreviewQuestion = {
    features: ["a", "b"], preparation: { missing: "mean", scaling: "standard", encoding: "none", log1p: [], outliers: "keep" },
    algorithm: "kmeans", k: 2, linkage: "ward", eps: "auto", minSamples: 4, seed: 1,
  };
  it.each(["kmeans", "hierarchical", "dbscan"] as const)("finds two groups by %s", (algorithm) => {
    const answer = preview({ ...question, algorithm, eps: 0.9 });
    expect(answer.sizes).toEqual([20, 20]);
    expect(answer.varianceRatio).toHaveLength(2);
  });
  it("answers without features, and with eps far too small", () => {
    expect(preview({ ...question, features: [] }).x).toHaveLength(0);
    expect(preview({ ...question, algorithm: "dbscan", eps: 1e-9 })).toMatchObject({ sizes: [], noise: 40 });
  });
  it("suggests an eps within the neighbour distances", () => {
    const suggestion = suggestEps(rows, 4);
    expect(suggestion?.eps).toBeGreaterThan(0);
    expect(suggestion?.eps).toBeLessThanOrEqual(suggestion?.high ?? 0);
    expect(suggestEps([[1]], 4)).toBeUndefined();
    expect(suggestEps([[1], [1], [1]], 2)).toBeUndefined();
  });
});
