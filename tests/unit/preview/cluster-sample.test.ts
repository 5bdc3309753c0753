import { describe, expect, it } from "vitest";
import { cutSample, dbscanSample, kmeansSample, mergeTreeOfSample } from "@/lib/preview/cluster-sample";
import { projectSample } from "@/lib/preview/project-sample";

/** Three heaps of 30, 20 and 10 points on a plane, far apart, each a fixed spiral. */
function heaps(): number[][] {
  const centres = [{ at: [0, 0], count: 30 }, { at: [20, 0], count: 20 }, { at: [0, 30], count: 10 }];
  return centres.flatMap(({ at, count }) => Array.from({ length: count }, (_, i) => [(at[0] ?? 0) + Math.cos(i) * (i / count), (at[1] ?? 0) + Math.sin(i) * (i / count)]));
}

const expected = Int32Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : i < 50 ? 1 : 2));

describe("the preview finds heaps that lie far apart, numbered by size", () => {
  it("by K-means, the same for the same seed", () => {
    expect(kmeansSample(heaps(), 3, 42).labels).toEqual(expected);
    expect(kmeansSample(heaps(), 3, 42)).toEqual(kmeansSample(heaps(), 3, 42));
  });
  it.each(["ward", "complete", "average", "single"] as const)("by %s linkage", (linkage) => {
    expect(cutSample(mergeTreeOfSample(heaps(), linkage), 3).labels).toEqual(expected);
  });
  it("by DBSCAN, with a far point as noise", () => {
    const clustering = dbscanSample([...heaps(), [100, 100]], 2, 4);
    expect(clustering.labels).toEqual(Int32Array.from([...expected, -1]));
    expect(clustering.noise).toBe(1);
  });
});

describe("choices beyond the sample", () => {
  it("K-means lowers k to the distinct rows", () => {
    expect(kmeansSample([[1], [1], [2]], 5, 1).sizes).toEqual([2, 1]);
    expect(kmeansSample([], 3, 1).sizes).toEqual([]);
  });
  it("a cut into one segment holds all rows, a cut into too many each on its own", () => {
    const tree = mergeTreeOfSample([[0], [1], [5]], "ward");
    expect(cutSample(tree, 1).sizes).toEqual([3]);
    expect(cutSample(tree, 9).sizes).toEqual([1, 1, 1]);
  });
  it("DBSCAN may find nothing but noise", () => {
    expect(dbscanSample([[0], [10], [20]], 1, 2)).toMatchObject({ sizes: [], noise: 3 });
  });
});

describe("projectSample", () => {
  it("gives shares of the variance that add to one, the first the largest", () => {
    const { varianceRatio, x } = projectSample(heaps());
    expect(varianceRatio.reduce((sum, ratio) => sum + ratio, 0)).toBeCloseTo(1, 10);
    expect(varianceRatio[0]).toBeGreaterThan(varianceRatio[1] ?? 1);
    expect(x).toHaveLength(60);
  });
  it("copes with one column and with one row", () => {
    expect(projectSample([[1], [2], [3]]).y).toEqual(new Float64Array(3));
    expect(projectSample([[1, 2]]).varianceRatio).toEqual([]);
  });
});
