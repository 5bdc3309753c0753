import { describe, expect, it } from "vitest";
import { bestModel, compareModels, prepareModelWhiskers, type ComparedModel } from "@/lib/charts/prepare-recommender-models";
import type { RecommenderVersion } from "@/lib/schemas/recommender";

const version = (number: number, ndcg: number): RecommenderVersion => ({
  id: "0190f9a0-0000-7000-8000-000000000000", number, status: "succeeded", progress: { stage: "", ratio: 1 }, promoted: number === 1, algorithm: "als", parameters: {}, interactions: { feedback: "auto", weights: {} },
  seed: 1, datasetVersion: 1, segmentationId: null, startedBy: "Ann", createdAt: "2026-01-01T00:00:00Z",
  quality: {
    k: 10, verdict: { beatsPopular: true, sentence: "" }, splits: {}, segments: [], genres: [], activity: [], badlyServedUsers: [], notices: [],
    models: [{ key: "als", label: "ALS", isBaseline: false, figures: { ndcg: { value: ndcg, low95: ndcg - 0.02, high95: ndcg + 0.02 } } }, { key: "popular", label: "Most popular", isBaseline: true, figures: { ndcg: { value: 0.07 }, rmse: { value: 1.1 } } }],
  },
});
const named = (label: string, rmse: number): ComparedModel => ({ key: label, label, kind: "baseline", figures: { rmse: { value: rmse } } });

describe("models beside each other", () => {
  it("are the shown version, the others that have figures, then its baselines", () => {
    const untrained = { ...version(3, 0), quality: undefined };
    expect(compareModels(version(1, 0.1), [untrained, version(2, 0.12), version(1, 0.1)], () => "ALS").map(({ label, kind }) => [label, kind])).toEqual([["ALS v1", "model"], ["ALS v2", "version"], ["Most popular", "baseline"]]);
    expect(compareModels(untrained, [], () => "ALS")).toEqual([]);
  });

  it("stand best first, by the direction of the figure", () => {
    const models = [named("a", 1.04), named("b", 0.87), named("c", 0.9)];
    expect(prepareModelWhiskers(models, "rmse", "lower").bars.map(({ key }) => key)).toEqual(["b", "c", "a"]);
    expect(prepareModelWhiskers(models, "rmse", "neither").bars.map(({ key }) => key)).toEqual(["a", "b", "c"]);
    expect(bestModel(models, "rmse", "lower")).toBe("b");
    expect(bestModel(models, "rmse", "neither")).toBeUndefined();
    expect(bestModel(models, "ndcg", "higher")).toBeUndefined();
  });

  it("leave out who has no such figure; errors don't start at zero, the rest does", () => {
    const models = compareModels(version(1, 0.1), [], () => "ALS");
    expect(prepareModelWhiskers(models, "rmse", "lower").bars).toHaveLength(1);
    const { range } = prepareModelWhiskers(models, "ndcg", "higher");
    expect(range[0]).toBe(0);
    expect(range[1]).toBeGreaterThan(0.12);
    expect(prepareModelWhiskers([named("a", 0.9), named("b", 0.95)], "rmse", "lower").range[0]).toBeGreaterThan(0.8);
    expect(prepareModelWhiskers([], "rmse", "lower")).toEqual({ bars: [], range: [0, 1] });
  });
});
