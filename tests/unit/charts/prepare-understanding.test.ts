import { describe, expect, it } from "vitest";
import { lightTokens } from "@/lib/charts/color-tokens";
import { prepareMapColors } from "@/lib/charts/prepare-map-colors";
import { prepareParallel } from "@/lib/charts/prepare-parallel";
import { prepareProfile } from "@/lib/charts/prepare-profile";
import { prepareRadar } from "@/lib/charts/prepare-radar";
import { prepareSeparation } from "@/lib/charts/prepare-separation";
import { prepareSilhouette } from "@/lib/charts/prepare-silhouette";
import type { Characteristics } from "@/lib/schemas/segmentation";

describe("prepareMapColors", () => {
  it("gives the most frequent categories a colour of their own, and says how many others there are", () => {
    const values = Array.from({ length: 12 }, (_, i) => Array<string>(12 - i).fill(`c${i}`)).flat();
    const { classes, legend } = prepareMapColors({ kind: "category", values: [...values, null] });
    expect(classes[0]).toBe(0);
    expect(classes.at(-1)).toBe(-1);
    expect(legend.map(({ label }) => label)).toEqual(["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "4 others", "no value"]);
  });
  it("puts numbers on a scale that one giant doesn't stretch; its two ends differ", () => {
    const { classes, colorOf } = prepareMapColors({ kind: "numeric", values: [...Array.from({ length: 200 }, (_, i) => i), 1e9, null] });
    expect(classes[0]).toBe(0);
    expect(classes[199]).toBe(23);
    expect(classes[200]).toBe(23);
    expect(classes[201]).toBe(-1);
    expect(new Set([0, 12, 23, -1].map((step) => colorOf(step, lightTokens))).size).toBe(4);
  });
  it("one value, or none, is no reason to fail", () => {
    expect([...prepareMapColors({ kind: "numeric", values: [5, 5] }).classes]).toEqual([0, 0]);
    expect(prepareMapColors({ kind: "numeric", values: [null] }).legend).toEqual([{ label: "no value", color: "var(--segment-noise)", aside: "1" }]);
  });
});

describe("prepareSilhouette", () => {
  const plot = { total: 100, computed: 100, shown: 6, mean: 0.4, segments: [
    { segment: 0, rows: 90, negativeRows: 1, mean: 0.5, silhouettes: [0.8, 0.5, -0.1], rowIds: [3, 1, 2] },
    { segment: 1, rows: 10, negativeRows: 0, mean: 0.2, silhouettes: [0.3, 0.2, 0.1], rowIds: [4, 5, 6] },
  ] };
  it("gives each segment its share of the height, one below the other, and an axis that holds zero", () => {
    const { bands, range, note } = prepareSilhouette(plot, (segment) => `S${segment}`);
    expect(bands.map(({ name }) => name)).toEqual(["S0", "S1"]);
    expect(bands[0]?.from).toBe(0);
    expect(bands[1]?.to).toBeCloseTo(1, 9);
    expect(((bands[0]?.to ?? 0) - (bands[0]?.from ?? 0)) / ((bands[1]?.to ?? 0) - (bands[1]?.from ?? 0))).toBeCloseTo(9, 6);
    expect(range).toEqual([-0.1, 0.8]);
    expect(note).toBe("Drawn from 6 of them, evenly along each outline.");
  });
  it("says when the silhouettes are those of a sample", () => {
    expect(prepareSilhouette({ ...plot, total: 1000 }, String).note).toMatch(/^Computed for 100 of 1,000 rows, a sample\./u);
  });
});

/** Of 3, 4 and 5 values: 1 2 3 · 2 4 6 8 · 5 5 6 7 7; and a category with counts 3 0 · 1 3 · 0 5. */
const numeric = (mean: number, std: number, q1 = mean - 1, q3 = mean + 1) => ({ mean, std, min: 0, max: 9, median: mean, q1, q3, missingCount: 0 });
const groups: { segment: number; name: string; size: number; characteristics: Characteristics }[] = [
  { segment: 0, name: "A", size: 3, characteristics: { x: numeric(2, 1), flat: numeric(1, 0, 1, 1), y: numeric(0, 1), z: numeric(3, 1), kind: { values: { a: 3 }, missingCount: 0 } } },
  { segment: 1, name: "B", size: 4, characteristics: { x: numeric(5, Math.sqrt(20 / 3)), flat: numeric(1, 0, 1, 1), y: numeric(0, 1), z: numeric(2, 1), kind: { values: { a: 1, b: 3 }, missingCount: 0 } } },
  { segment: 2, name: "C", size: 5, characteristics: { x: numeric(6, 1), flat: numeric(1, 0, 1, 1), y: numeric(0, 1), z: numeric(1, 1), kind: { values: { b: 5 }, missingCount: 0 } } },
  { segment: -1, name: "Noise", size: 9, characteristics: { x: numeric(900, 1), flat: numeric(1, 0, 1, 1), y: numeric(9, 1), z: numeric(3, 1), kind: { values: { a: 9 }, missingCount: 0 } } },
];
const overall = { x: numeric(5, 2), flat: numeric(1, 0, 1, 1), y: numeric(0, 1), z: numeric(2, 1), kind: { values: { a: 4, b: 8 }, missingCount: 0 } };

describe("prepareSeparation", () => {
  const found = prepareSeparation(groups, overall, ["x"]);
  it("is SciPy's f_oneway and chi2_contingency, without the noise", () => {
    const x = found.find(({ feature }) => feature === "x");
    expect(x?.statistic).toBeCloseTo(5.307692307692, 8);
    expect(x).toMatchObject({ statisticName: "F(2, 9)", used: true });
    const kind = found.find(({ feature }) => feature === "kind");
    expect(kind?.statistic).toBeCloseTo(8.625, 8);
    expect(kind).toMatchObject({ statisticName: "χ²(2)", used: false });
    expect(kind?.betweenRatio).toBeCloseTo(8.625 / 12, 8);
  });
  it("puts the best first and leaves out what has no spread at all", () => {
    expect(found.map(({ feature }) => feature)).toEqual(["kind", "x", "z", "y"]);
    expect(prepareSeparation(groups.slice(0, 1), overall, [])).toEqual([]);
  });
});

describe("prepareParallel and prepareRadar", () => {
  it("axes reach from the lowest to the highest quartile of any segment; those without spread are left out", () => {
    const { axes, lines } = prepareParallel(groups.slice(0, 3), overall, ["x", "flat", "kind"], ["x"]);
    expect(axes).toEqual([{ feature: "x", used: true, low: 1, high: 7 }]);
    expect(lines[0]?.points[0]).toMatchObject({ q1: 0, q3: 2 / 6 });
  });
  it("spokes share one scale, on which the mean of all rows is a circle; two features make no shape", () => {
    const model = prepareRadar(prepareProfile(groups.slice(0, 3), overall, ["x", "y", "z"]));
    expect(model?.spokes.map(({ feature }) => feature)).toEqual(["x", "y", "z"]);
    const radiusOf = (point: { x: number; y: number } | undefined) => Math.hypot(point?.x ?? 0, point?.y ?? 0);
    expect(radiusOf(model?.shapes[0]?.points[1])).toBeCloseTo(model?.averageRadius ?? 0, 9);
    expect(radiusOf(model?.shapes[0]?.points[0])).toBeLessThan(model?.averageRadius ?? 0);
    const { kind, x, y } = overall;
    expect(prepareRadar(prepareProfile(groups, { kind, x, y }, ["x", "y"]))).toBeUndefined();
  });
});
