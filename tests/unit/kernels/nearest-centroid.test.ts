import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KernelCancelled } from "@/lib/kernels/control";
import { kmeans } from "@/lib/kernels/kmeans";
import { nearestCentroid } from "@/lib/kernels/nearest-centroid";
import { loadSet, matrixOf } from "../../fixtures/load-set";

const cell = fc.integer({ min: -50, max: 50 });

describe("nearestCentroid", () => {
  it("gives the nearest, the second nearest and both distances", async () => {
    const found = await nearestCentroid(matrixOf([[0, 0], [3, 4], [10, 0]]), Float64Array.of(0, 0, 3, 0, 10, 1), 3);
    expect([...found.labels]).toEqual([0, 1, 2]);
    expect([...found.distances]).toEqual([0, 4, 1]);
    expect([...found.second]).toEqual([1, 0, 1]);
    expect([...found.secondDistances]).toEqual([3, 5, 7]);
  });

  it("says −1 and infinity where there is no second centroid, and takes the lower of two equals", async () => {
    const alone = await nearestCentroid(matrixOf([[1], [2]]), Float64Array.of(1), 1);
    expect([...alone.second]).toEqual([-1, -1]);
    expect([...alone.secondDistances]).toEqual([Infinity, Infinity]);
    const tie = await nearestCentroid(matrixOf([[0]]), Float64Array.of(1, -1, 1), 3);
    expect([tie.labels[0], tie.second[0]]).toEqual([0, 1]);
  });

  it("agrees with the definition on random rows, over several blocks and columns", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 60 }), fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 6 }), async (rows, centres) => {
        const found = await nearestCentroid(matrixOf(rows, 3), Float64Array.from(centres.flat()), centres.length);
        rows.forEach((row, i) => {
          const order = centres
            .map((centre, c) => ({ c, distance: Math.hypot(...centre.map((value, j) => value - row[j]!)) }))
            .sort((a, b) => a.distance - b.distance || a.c - b.c);
          expect(found.distances[i]).toBeCloseTo(order[0]!.distance, 10);
          expect(found.secondDistances[i]).toBeCloseTo(order[1]!.distance, 10);
          expect(found.labels[i]).toBe(order[0]!.c);
          expect(found.second[i]).toBe(order[1]!.c);
        });
      }),
      { seed: 4 },
    );
  });

  it("labels rows as K-means did that made the centroids", async () => {
    const data = loadSet("wine.csv", ["x1", "x2", "x3", "x4", "x5"], "standard");
    const { labels, centroids, inertia } = await kmeans(data, { k: 4, seed: 1 });
    const found = await nearestCentroid(data, centroids, 4);
    expect(found.labels).toEqual(labels);
    expect(found.distances.reduce((sum, distance) => sum + distance * distance, 0)).toBeCloseTo(inertia, 9);
  });

  it("stops at any moment of its work, and leaves no failure unhandled", async () => {
    const data = { rows: 150_000, columns: 10, values: Float64Array.from({ length: 1_500_000 }, (_, at) => Math.sin(at)) };
    const centroids = Float64Array.from({ length: 400 }, (_, at) => Math.cos(at));
    for (let calls = 0; calls < 3; calls++) {
      const controller = new AbortController();
      let left = calls;
      const onProgress = (): void => {
        if (left-- === 0) controller.abort();
      };
      await expect(nearestCentroid(data, centroids, 40, { threads: 2, signal: controller.signal, onProgress })).rejects.toBeInstanceOf(KernelCancelled);
    }
  });

  it("refuses by name what it can't compute on, and stops when cancelled", async () => {
    await expect(nearestCentroid(matrixOf([[1], [NaN]]), Float64Array.of(1), 1)).rejects.toThrow(/data: row 1, column 0 is NaN/);
    await expect(nearestCentroid(matrixOf([[1]]), Float64Array.of(NaN), 1)).rejects.toThrow(/centroids: row 0/);
    await expect(nearestCentroid(matrixOf([[1, 2]]), Float64Array.of(1), 1)).rejects.toThrow(/centroids: expected 1 × 2/);
    await expect(nearestCentroid(matrixOf([[1]]), Float64Array.of(), 0)).rejects.toThrow(/k: expected/);
    await expect(nearestCentroid(matrixOf([[1]]), Float64Array.of(1), 1, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(KernelCancelled);
  });
});
