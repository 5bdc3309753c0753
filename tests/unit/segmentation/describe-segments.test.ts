import { describe, expect, it } from "vitest";
import type { FeatureColumn } from "@/lib/schemas/feature-column";
import type { Evidence } from "@/lib/schemas/segmentation";
import { describeSegments } from "@/lib/segmentation/describe-segments";
import { columnEvidence, columnFigures, isSignificant, strongestFirst } from "@/lib/segmentation/evidence";
import { featureTable } from "./feature-tables";

const positions = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);

function describeOne(size: number, evidence: Evidence[]) {
  return describeSegments([{ segment: 0, size, shareRatio: 0.5, evidence }, { segment: 1, size, shareRatio: 0.5, evidence: [] }])[0];
}

/** Evidence of every column for the rows at some positions. */
function segmentEvidence(columns: FeatureColumn[], rows: Uint32Array, population: Uint32Array) {
  return strongestFirst(columns.flatMap((column) => columnEvidence(column, columnFigures(column, rows), columnFigures(column, population))));
}

it.each([
  [1, "One row lies in no dense region, so it belongs to no segment."],
  [1200, "1,200 rows lie in no dense region, so they belong to no segment."],
])("noise of %i is described as what it is", (size, description) => {
  expect(describeSegments([{ segment: 0, size: 40, shareRatio: 0.5, evidence: [] }, { segment: -1, size, shareRatio: 0.1, evidence: [] }])[1]).toEqual({ name: "Noise", description });
});

describe("evidence", () => {
  it("is Cohen's d with the pooled deviation, in the data's own units", () => {
    const { columns } = featureTable({ spend: [1, 3, 11, 13] });
    const [entry] = segmentEvidence(columns, positions(0, 2), positions(0, 4));
    // Means 2 and 12, both with variance 2: d = −10 / √2, error √(4 / 4 + d² / 8).
    const d = -10 / Math.SQRT2;
    const error = Math.sqrt(1 + d ** 2 / 8);
    expect(entry).toMatchObject({ feature: "spend", value: 2, overall: 7 });
    expect(entry?.effectSize).toBeCloseTo(d, 12);
    expect(entry?.low95).toBeCloseTo(d - 1.959963984540054 * error, 12);
  });

  it("measures a single row by the spread of the others: far out is evidence, in the middle is none", () => {
    const others = Array.from({ length: 99 }, (_, i) => i % 10);
    const far = featureTable({ spend: [...others, 60], visits: [...others, 5] });
    const evidence = segmentEvidence(far.columns, positions(99, 100), positions(0, 100));
    expect(evidence[0]).toMatchObject({ feature: "spend", value: 60 });
    expect(evidence.filter(isSignificant).map(({ feature }) => feature)).toEqual(["spend"]);
    expect(describeOne(1, evidence)?.name).toBe("High spending");
  });

  it("says nothing where there is nothing to compare with", () => {
    const { columns } = featureTable({ spend: [1, 2, 3] });
    expect(segmentEvidence(columns, positions(0, 3), positions(0, 3))).toEqual([]);
    expect(segmentEvidence(columns, positions(0, 2), positions(0, 3))).toEqual([]);
  });
});

describe("describeSegments", () => {
  it("says the hour once, though a clock's circle is two columns, by the one that says more", () => {
    const sure = (feature: string, effectSize: number): Evidence => ({ feature, value: 2, overall: 1, effectSize, low95: effectSize - 0.1, high95: effectSize + 0.1, used: true });
    expect(describeOne(5, [sure("peak_hour_cosine", -2), sure("peak_hour_sine", 1), sure("mean_session_minutes", -0.8)])?.name).toBe("Daytime, short sessions");
  });

  it("takes only evidence whose interval leaves out zero", () => {
    const unsure: Evidence = { feature: "spend", value: 2, overall: 1, effectSize: 0.8, low95: -0.1, high95: 1.7, used: true };
    expect(describeOne(5, [unsure])).toEqual({ name: "Close to the average", description: "No feature sets this segment clearly apart from the rest." });
  });
});
