import { describe, expect, it } from "vitest";
import { featureReliance } from "../../../lib/preview/feature-reliance";
import type { PreviewQuestion } from "../../../lib/preview/preview-segmentation";
import type { SampleTable } from "../../../lib/preview/sample-table";

/** Two groups that only `parting` tells apart; `idle` says nothing about them. */
const sample: SampleTable = {
  columns: [{ name: "parting", type: "decimal" }, { name: "idle", type: "integer" }],
  rows: Array.from({ length: 40 }, (_, i) => [(i < 20 ? 0 : 100) + i * 0.01, (i * 7) % 5]),
};
const question: PreviewQuestion = {
  features: ["idle", "parting"],
  preparation: { missing: "mean", scaling: "none", encoding: "none", log1p: [], outliers: "keep" },
  algorithm: "kmeans", k: 2, linkage: "ward", eps: "auto", minSamples: 5, seed: 1,
};

describe("featureReliance", () => {
  it("puts the feature that the segments rest on first, and finds that another changes nothing", () => {
    const [first, second] = featureReliance(sample, question);
    expect(first?.feature).toBe("parting");
    expect(first?.agreement).toBeLessThan(0.2);
    expect(second).toEqual({ feature: "idle", agreement: 1 });
  });

  it.each(["hierarchical", "dbscan"] as const)("holds for %s, too", (algorithm) => {
    expect(featureReliance(sample, { ...question, algorithm, eps: 5 })[0]?.feature).toBe("parting");
  });

  it("compares only rows that both have: a value missing in one column drops its row only where that column takes part", () => {
    const rows = sample.rows.map((row, i) => (i % 4 === 0 ? [row[0] ?? null, null] : row));
    const reliance = featureReliance({ ...sample, rows }, { ...question, preparation: { ...question.preparation, missing: "drop" } });
    expect(reliance.find(({ feature }) => feature === "idle")?.agreement).toBe(1);
  });

  it("has nothing to leave out of one feature", () => {
    expect(featureReliance(sample, { ...question, features: ["parting"] })).toEqual([]);
  });
});
