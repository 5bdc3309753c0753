import { describe, expect, it } from "vitest";
import { lightTokens } from "@/lib/charts/color-tokens";
import { prepareMapColors } from "@/lib/charts/prepare-map-colors";
import { prepareSilhouette } from "@/lib/charts/prepare-silhouette";

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
