import { describe, expect, it } from "vitest";
import { dbscan } from "@/lib/kernels/dbscan";
import { hdbscan } from "@/lib/kernels/hdbscan";
import { hopkins } from "@/lib/kernels/hopkins";
import type { Matrix } from "@/lib/kernels/matrix";
import { nearestCentroid } from "@/lib/kernels/nearest-centroid";
import { pca } from "@/lib/kernels/pca";
import { randomStream } from "@/lib/kernels/random";
import { silhouette } from "@/lib/kernels/silhouette";

/** Whole numbers in four heaps: moving, turning by 90° and scaling by a power of two are exact on them. */
const rows = 120;
const { nextBelow } = randomStream(17);
const data: Matrix = { rows, columns: 2, values: Float64Array.from({ length: 2 * rows }, (_, at) => nextBelow(64) + 200 * (Math.floor(at / rows) === 0 ? at % 2 : (at >> 1) % 2)) };
const labels = Int32Array.from({ length: rows }, (_, i) => (i % 2) + 2 * ((i >> 1) % 2));
const column = (j: number) => data.values.subarray(j * rows, (j + 1) * rows);
const twoColumns = (x: Float64Array, y: Float64Array): Matrix => ({ rows, columns: 2, values: Float64Array.from([...x, ...y]) });

const changed: Record<string, { data: Matrix; unit: number }> = {
  moved: { data: twoColumns(column(0).map((x) => x + 2 ** 30), column(1).map((y) => y - 2 ** 20)), unit: 1 },
  turned: { data: twoColumns(column(1).map((y) => -y), column(0)), unit: 1 },
  enlarged: { data: { ...data, values: data.values.map((value) => value * 2 ** 40) }, unit: 2 ** 40 },
  shrunk: { data: { ...data, values: data.values.map((value) => value / 2 ** 40) }, unit: 2 ** -40 },
};

describe.each(Object.entries(changed))("data that are %s", (_name, { data: other, unit }) => {
  it("have the same DBSCAN and HDBSCAN clusters", async () => {
    const dense = await dbscan(data, { eps: 12, minSamples: 4 });
    expect([dense.clusters > 1, dense.noise > 0]).toEqual([true, true]);
    expect(await dbscan(other, { eps: 12 * unit, minSamples: 4 })).toEqual(dense);
    for (const selection of ["eom", "leaf"] as const) {
      const found = await hdbscan(other, { minClusterSize: 5, selection });
      const before = await hdbscan(data, { minClusterSize: 5, selection });
      expect(before.clusters).toBeGreaterThan(2);
      expect(found.labels).toEqual(before.labels);
      found.probabilities.forEach((probability, i) => expect(probability).toBeCloseTo(before.probabilities[i]!, 10));
    }
  });

  it("have the same silhouettes and shares of variance", async () => {
    const [found, before] = [await silhouette(other, labels, { seed: 1 }), await silhouette(data, labels, { seed: 1 })];
    found.perRow.forEach((value, i) => expect(value).toBeCloseTo(before.perRow[i]!, 10));
    const [shares, sharesBefore] = [await pca(other, { components: 2 }), await pca(data, { components: 2 })];
    shares.explainedVarianceRatio.forEach((share, c) => expect(share).toBeCloseTo(sharesBefore.explainedVarianceRatio[c]!, 10));
    shares.explainedVariance.forEach((variance, c) => expect(variance / unit ** 2 / sharesBefore.explainedVariance[c]!).toBeCloseTo(1, 10));
  });

  it("have the same nearest centroids, at the same distances in their own unit", async () => {
    const pick = (matrix: Matrix) => Float64Array.from([0, 1, 2, 3].flatMap((i) => [matrix.values[i]!, matrix.values[rows + i]!]));
    const [found, before] = [await nearestCentroid(other, pick(other), 4), await nearestCentroid(data, pick(data), 4)];
    expect([found.labels, found.second]).toEqual([before.labels, before.second]);
    found.distances.forEach((distance, i) => expect(distance / unit).toBe(before.distances[i]));
  });
});

it("Hopkins does not depend on place or unit", async () => {
  const before = await hopkins(data, { seed: 2 });
  for (const name of ["moved", "enlarged", "shrunk"]) expect(await hopkins(changed[name]!.data, { seed: 2 })).toBeCloseTo(before, 6);
});
