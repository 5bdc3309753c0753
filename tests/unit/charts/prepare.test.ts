import { describe, expect, it } from "vitest";
import { prepareBoxPlots } from "@/lib/charts/prepare-box-plots";
import { prepareCategoryShares } from "@/lib/charts/prepare-category-shares";
import { prepareDendrogram, type MergeNode } from "@/lib/charts/prepare-dendrogram";
import { prepareBiplotArrows, prepareLoadings } from "@/lib/charts/prepare-loadings";
import { prepareProfile } from "@/lib/charts/prepare-profile";
import { paddedRange, prepareScatter, widenRange } from "@/lib/charts/prepare-scatter";
import { prepareScree } from "@/lib/charts/prepare-scree";
import { prepareSizes } from "@/lib/charts/prepare-sizes";

const numeric = (mean: number | null, std: number | null = 1) => ({ mean, std, min: 0, max: 10, median: 4, q1: 2, q3: 6, missingCount: 0 });

describe("prepareScatter", () => {
  it("leaves out points without a place and counts them", () => {
    const model = prepareScatter({ x: [1, NaN, 3], y: [1, 2, Infinity], segments: [0, 0, 0] });
    expect([...model.order]).toEqual([0]);
    expect(model.missingCount).toBe(2);
  });
  it("draws noise first, then the larger segments, so that small ones lie on top", () => {
    const model = prepareScatter({ x: [0, 1, 2, 3, 4, 5], y: [0, 0, 0, 0, 0, 0], segments: [1, 0, 0, -1, 1, 1] });
    expect([...model.segments]).toEqual([-1, 1, 1, 1, 0, 0]);
    expect([...model.order]).toEqual([3, 0, 4, 5, 1, 2]);
  });
  it("holds 100,000 points", () => {
    const x = Float64Array.from({ length: 100_000 }, (_, i) => i % 317);
    expect(prepareScatter({ x, y: x, segments: new Int32Array(100_000) }).x).toHaveLength(100_000);
  });
  it("a range is never empty", () => {
    expect(paddedRange([])).toEqual([-1, 1]);
    expect(paddedRange([5])).toEqual([4, 6]);
    expect(widenRange([0, 10], [3])).toEqual([0, 10]);
    expect(widenRange([0, 10], [-10])[0]).toBeLessThan(-10);
  });
});

describe("prepareProfile", () => {
  const overall = { a: numeric(10, 2), b: numeric(0, 0), c: numeric(5, 1), city: { values: { Kyiv: 3 }, missingCount: 0 }, empty: numeric(null, null) };
  const segments = [{ segment: 0, name: "S", size: 3, characteristics: { ...overall, a: numeric(13, 2), c: numeric(null, null) } }];
  it("measures the distance from the whole in its standard deviations; undefined is null, not zero", () => {
    const model = prepareProfile(segments, overall, ["b", "a"]);
    expect(model.features.map(({ name, used }) => [name, used])).toEqual([["b", true], ["a", true], ["c", false]]);
    expect(model.segments[0]?.cells.map((cell) => cell.zScore)).toEqual([null, 1.5, null]);
  });
  it("keeps the features that differ most and announces the cap", () => {
    const model = prepareProfile(segments, overall, ["b", "a"], 1);
    expect(model.features.map(({ name }) => name)).toEqual(["a"]);
    expect(model.capNote).toBe("1 of 3 features: those that differ most");
  });
});

describe("prepareDendrogram", () => {
  /** Leaves of 5, 3, 1 and 1 rows: 1+1 at height 1, then +3 at 2, then +5 at 8. */
  const nodes: MergeNode[] = [
    { height: 0, size: 5 }, { height: 0, size: 3 }, { height: 0, size: 1, label: "x" }, { height: 0, size: 1 },
    { height: 1, size: 2, left: 2, right: 3 }, { height: 2, size: 5, left: 4, right: 1 }, { height: 8, size: 10, left: 0, right: 5 },
  ];
  it("colours the subtrees below the cut and leaves what is above grey", () => {
    const model = prepareDendrogram(nodes, 3);
    expect(model.leaves.map((leaf) => [leaf.size, leaf.segment])).toEqual([[5, 0], [3, 1], [1, 2], [1, 2]]);
    expect(model.links.map((link) => [link.height, link.segment])).toEqual([[1, 2], [2, null], [8, null]]);
    expect(model.cutHeight).toBe(1.5);
  });
  it("one segment has no cut; more segments than leaves cut all there is; no node draws nothing", () => {
    expect(prepareDendrogram(nodes, 1)).toMatchObject({ cutHeight: null, maxHeight: 8 });
    expect(prepareDendrogram(nodes, 99).leaves.map((leaf) => leaf.segment)).toEqual([0, 1, 2, 3]);
    expect(prepareDendrogram([], 3)).toEqual({ links: [], leaves: [], maxHeight: 0, cutHeight: null });
  });
});

describe("components", () => {
  it("scree: running total, marks that are reached, announced cap", () => {
    const model = prepareScree([0.6, 0.25, 0.1, 0.05], [6, 2.5, 1, 0.5], 3);
    expect(model.bars.at(-1)).toMatchObject({ component: 3, variance: 1 });
    expect(model.marks).toEqual([{ sharePct: 80, components: 2 }, { sharePct: 90, components: 3 }, { sharePct: 95, components: 3 }]);
    expect(model.capNote).toBe("first 3 of 4 components");
    expect(prepareScree([0.5]).marks).toEqual([]);
  });
  it("loadings: the heaviest features first", () => {
    const model = prepareLoadings([[0.1, -0.9, 0.3], [0.2, 0.1, 0.95]], ["a", "b", "c"], 2, 2);
    expect(model.rows).toEqual([{ feature: "c", loadings: [0.3, 0.95] }, { feature: "b", loadings: [-0.9, 0.1] }]);
    expect(model.capNote).toBe("top 2 of 3 features by weight");
  });
  it("arrows keep their directions and fit the points; zero loadings give none", () => {
    const arrows = prepareBiplotArrows([[3, 0], [4, 0]], ["long", "none"], [-10, 10], [-5, 5]);
    expect(arrows[0]).toEqual({ feature: "long", x: 2.4, y: 3.2 });
    expect(prepareBiplotArrows([[0], [0]], ["a"], [-1, 1], [-1, 1])).toEqual([]);
  });
});

describe("sizes, boxes and categories", () => {
  it("noise comes last and survives the cap", () => {
    const bars = [-1, 0, 1, 2].map((segment) => ({ segment, name: String(segment), size: 1, shareRatio: 0.25 }));
    expect(prepareSizes(bars).bars.map((bar) => bar.segment)).toEqual([0, 1, 2, -1]);
    expect(prepareSizes(bars, 3)).toMatchObject({ bars: [{ segment: 0 }, { segment: 1 }, { segment: -1 }], capNote: "3 of 4 segments: the largest" });
  });
  it("a segment without values has no box; a category has no box plot", () => {
    const segments = [{ segment: 0, name: "A", characteristics: { a: numeric(5) } }, { segment: 1, name: "B", characteristics: { a: { ...numeric(null), median: null } } }];
    expect(prepareBoxPlots(segments, { a: numeric(5) }, "a")?.boxes.map((box) => box.name)).toEqual(["A"]);
    expect(prepareBoxPlots(segments, { a: { values: {}, missingCount: 0 } }, "a")).toBeUndefined();
  });
  it("shares are of the present cells; a segment without any has a gap", () => {
    const [city] = prepareCategoryShares(
      [{ characteristics: { city: { values: { Kyiv: 1, Lviv: 3 }, missingCount: 9 } } }, { characteristics: { city: { values: {}, missingCount: 2 } } }],
      { city: { values: { Lviv: 3, Kyiv: 2 }, missingCount: 11 } },
    );
    expect(city?.values).toEqual([{ value: "Lviv", overallRatio: 0.6, shares: [0.75, null] }, { value: "Kyiv", overallRatio: 0.4, shares: [0.25, null] }]);
  });
});
