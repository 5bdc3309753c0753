import { describe, expect, it } from "vitest";
import { compareRuns } from "@/lib/segmentation/compare-runs";
import { featureDrift } from "@/lib/segmentation/drift";
import { runSegmentation } from "@/lib/segmentation/run-segmentation";
import { scoreRows } from "@/lib/segmentation/score-rows";
import { notSegmented } from "@/lib/segmentation/segment-rows";
import { featureTable, plan } from "./feature-tables";

const twoGroups = featureTable({ x: [0, 1, 2, 100, 101, 102], city: ["Kyiv", "Kyiv", "Lviv", "Odesa", "Odesa", "Odesa"] });

describe("scoreRows", () => {
  it.each(["standard", "minmax", "robust", "none"] as const)("puts the run's own rows back into their segments (%s scaling)", async (scaling) => {
    const run = await runSegmentation({ table: twoGroups, plan: plan({ algorithm: "kmeans", parameters: { k: 2 }, features: ["x", "city"], preparation: { scaling, encoding: "onehot" } }) });
    const model = JSON.parse(JSON.stringify(run.model)) as typeof run.model;
    const scored = await scoreRows(twoGroups.columns, model, undefined, {});
    expect(scored.segments).toEqual(run.rows.segments);
    scored.confidence.forEach((confidence, i) => expect(confidence).toBeCloseTo(run.rows.confidence[i]!, 6));
  });

  it("takes an unknown category as missing, and leaves out rows that the run would have dropped", async () => {
    const request = plan({ algorithm: "kmeans", parameters: { k: 2 }, features: ["x"], preparation: { missing: "drop" } });
    const run = await runSegmentation({ table: twoGroups, plan: request });
    const scored = await scoreRows(featureTable({ x: [99, null, -5], city: ["Paris", "Kyiv", null] }).columns, run.model, undefined, {});
    expect(Array.from(scored.segments)).toEqual([run.rows.segments[3], notSegmented, run.rows.segments[0]]);
  });

  it("calls a row noise that lies within eps of no core row", async () => {
    const run = await runSegmentation({ table: twoGroups, plan: plan({ algorithm: "dbscan", parameters: { eps: 1.5, minSamples: 2 }, features: ["x"], preparation: { scaling: "none" } }) });
    const core = { matrix: { rows: 6, columns: 1, values: Float64Array.from([0, 1, 2, 100, 101, 102]) }, segments: run.rows.segments };
    const scored = await scoreRows(featureTable({ x: [3.4, 3.6, 50, 98.6] }).columns, run.model, core, {});
    expect(Array.from(scored.segments)).toEqual([run.rows.segments[0], -1, -1, run.rows.segments[3]]);
  });

  it("calls every row noise where the run itself found no segment", async () => {
    const run = await runSegmentation({ table: twoGroups, plan: plan({ algorithm: "hdbscan", parameters: { minClusterSize: 5, selection: "eom" }, features: ["x"] }) });
    expect(run.model.centroids).toEqual([]);
    const scored = await scoreRows(featureTable({ x: [0, 50] }).columns, run.model, undefined, {});
    expect([...scored.segments, ...scored.second, ...scored.confidence]).toEqual([-1, -1, -1, -1, 0, 0]);
  });

  it("names the feature that the new rows lack", async () => {
    const run = await runSegmentation({ table: twoGroups, plan: plan({ algorithm: "kmeans", parameters: { k: 2 }, features: ["x"] }) });
    await expect(scoreRows(featureTable({ y: [1] }).columns, run.model, undefined, {})).rejects.toThrow(/no column “x”/);
  });
});

describe("featureDrift", () => {
  it("is 0 for the same rows and large for a moved feature, largest first", () => {
    const before = featureTable({ still: Array.from({ length: 100 }, (_, i) => i), moved: Array.from({ length: 100 }, (_, i) => i) }).columns;
    const now = featureTable({ still: Array.from({ length: 100 }, (_, i) => i), moved: Array.from({ length: 100 }, (_, i) => i + 60) }).columns;
    const drift = featureDrift(before, now);
    expect(drift.map((entry) => entry.feature)).toEqual(["moved", "still"]);
    expect(drift[0]!.psi).toBeGreaterThan(0.25);
    expect(drift[1]!.psi).toBe(0);
  });

  it("counts shares of categories as the definition says", () => {
    const before = featureTable({ city: ["a", "a", "a", "b"] }).columns;
    const now = featureTable({ city: ["a", "b", "b", "b"] }).columns;
    const expected = (0.25 - 0.75) * Math.log(0.25 / 0.75) + (0.75 - 0.25) * Math.log(0.75 / 0.25);
    expect(featureDrift(before, now)[0]!.psi).toBeCloseTo(expected, 12);
  });
});

describe("compareRuns", () => {
  it("matches renamed segments and says the partition is the same", () => {
    const comparison = compareRuns([{ segment: 1, otherSegment: 0, rows: 2 }, { segment: 0, otherSegment: 1, rows: 3 }, { segment: -1, otherSegment: -1, rows: 1 }]);
    expect([comparison.rows, comparison.stayedRows, comparison.ari]).toEqual([6, 6, 1]);
    expect(comparison.ami).toBeCloseTo(1, 12);
    expect(comparison.matches.map(({ segment, otherSegment }) => [segment, otherSegment])).toEqual([[-1, -1], [0, 1], [1, 0]]);
    expect(comparison.contingency.map(({ segment }) => segment)).toEqual([-1, 0, 1]);
  });

  it("follows a segment that was split, by the larger part", () => {
    const comparison = compareRuns([{ segment: 0, otherSegment: 0, rows: 3 }, { segment: 0, otherSegment: 1, rows: 2 }]);
    expect([comparison.rows, comparison.stayedRows, comparison.ari]).toEqual([5, 3, 0]);
    expect(comparison.matches).toEqual([{ segment: 0, otherSegment: 0, sharedRows: 3, jaccard: 0.6 }]);
  });
});
