import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centroidQuality } from "@/lib/kernels/centroid-quality";
import { KernelCancelled } from "@/lib/kernels/control";
import { cutTree } from "@/lib/kernels/cut-tree";
import { gapChoice, gapStatistic } from "@/lib/kernels/gap";
import { hierarchical, type Linkage } from "@/lib/kernels/hierarchical";
import { hopkins } from "@/lib/kernels/hopkins";
import { kDistances } from "@/lib/kernels/k-distances";
import { kmeans } from "@/lib/kernels/kmeans";
import { knee } from "@/lib/kernels/knee";
import type { Matrix } from "@/lib/kernels/matrix";
import { adjustedMutualInformation, adjustedRand, contingency } from "@/lib/kernels/rand-index";
import { randomStream } from "@/lib/kernels/random";
import { bootstrapJaccard } from "@/lib/kernels/stability";
import { loadSet, matrixOf, referenceCases } from "../../fixtures/load-set";

interface CutCase { k: number; linkage: Linkage; calinski_harabasz: number; davies_bouldin: number; ari_to_truth?: number }

describe("centroid quality and agreement against scikit-learn", () => {
  const cases = referenceCases<CutCase>("hierarchical").filter((one) => one.rows < 1000);
  it.each(cases)("$set, $scaling, $linkage, k $k", async (one) => {
    const data = loadSet(one.file, one.features, one.scaling);
    const labels = cutTree(await hierarchical(data, { linkage: one.linkage, seed: 1 }), { k: one.k });
    const quality = centroidQuality(data, labels, one.k);
    expect(Math.abs(quality.calinskiHarabasz / one.calinski_harabasz - 1)).toBeLessThan(1e-9);
    // scikit-learn expands its distances into norms, so that a row at its own centroid comes out up to 1e-7 away.
    expect(Math.abs(quality.daviesBouldin / one.davies_bouldin - 1)).toBeLessThan(3e-7);
    if (one.ari_to_truth === undefined) return;
    const truth = Int32Array.from(loadSet(one.file, ["label"], "none").values);
    expect(Math.abs(adjustedRand(contingency(labels, truth)) - one.ari_to_truth)).toBeLessThan(1e-9);
  });

  it.each([
    [[0, 0, 1, 1, 2, 2, 2, 0], [0, 0, 1, 2, 2, 2, 1, 1], 0.047619047619047616, 0.07271978991886584],
    [[0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.24242424242424243, 0.2987924581708899],
    [[0, 0, 0, 0], [0, 1, 2, 3], 0, 0],
    [[0, 0, 1, 1], [1, 1, 0, 0], 1, 1],
    [[-1, -1, 0, 0, 1], [0, 0, 0, 1, 1], 0.09090909090909091, 0.1058917157629289],
  ])("adjusted Rand and mutual information of %j and %j", (a, b, rand, information) => {
    const table = contingency(Int32Array.from(a), Int32Array.from(b));
    expect(adjustedRand(table)).toBeCloseTo(rand, 12);
    expect(adjustedMutualInformation(table)).toBeCloseTo(information, 12);
  });

  it("agreement of a hundred thousand rows is scikit-learn's, though far terms are left out", () => {
    const table = { left: Int32Array.of(0, 1, 2), right: Int32Array.of(0, 1, 2), counts: Float64Array.of(30_000, 1_000, 40, 2_000, 27_000, 7, 11_000, 9_000, 19_953), rows: 100_000 };
    expect(adjustedRand(table)).toBeCloseTo(0.4403490956489392, 12);
    expect(adjustedMutualInformation(table)).toBeCloseTo(0.48327168167122886, 10);
  });

  it("agreement does not depend on the sides' order or on the labels' names", () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: -1, max: 4 }), fc.integer({ min: -1, max: 4 })), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(labels, (pairs) => {
        const a = Int32Array.from(pairs, ([left]) => left);
        const b = Int32Array.from(pairs, ([, right]) => right);
        const renamed = a.map((label) => 7 - label);
        for (const agreement of [adjustedRand, adjustedMutualInformation]) {
          expect(agreement(contingency(b, a))).toBeCloseTo(agreement(contingency(a, b)), 10);
          expect(agreement(contingency(renamed, b))).toBeCloseTo(agreement(contingency(a, b)), 10);
          expect(agreement(contingency(a, a))).toBeCloseTo(1, 10);
        }
        expect(contingency(a, b).counts.reduce((sum, count) => sum + count, 0)).toBe(a.length);
      }),
      { numRuns: 60, seed: 51 },
    );
  });

  it("Calinski–Harabasz and Davies–Bouldin by hand", () => {
    // Means 1 and 12; squares 2 + 8 within, 121 between.
    const { inertia, calinskiHarabasz, daviesBouldin } = centroidQuality(matrixOf([[0], [2], [10], [14]]), Int32Array.of(0, 0, 1, 1), 2);
    expect([inertia, calinskiHarabasz, daviesBouldin]).toEqual([10, (121 / 1) / (10 / 2), (1 + 2) / 11]);
  });

  it("quality does not depend on where the data lie, on their unit, or on the order of the rows", () => {
    const { nextFloat, nextBelow } = randomStream(8);
    const [rows, columns] = [60, 3];
    const data = { rows, columns, values: Float64Array.from({ length: rows * columns }, () => Math.round(nextFloat() * 1000)) };
    const labels = Int32Array.from({ length: rows }, () => nextBelow(4));
    const order = Array.from({ length: rows }, (_, i) => (i * 7) % rows);
    const of = (values: Float64Array, own = labels) => centroidQuality({ rows, columns, values }, own, 4);
    const { calinskiHarabasz, daviesBouldin, inertia } = of(data.values);
    const moved = data.values.map((value, at) => value + 2 ** 40 * (1 + Math.floor(at / rows)));
    const permuted = data.values.map((_value, at) => data.values[at - (at % rows) + order[at % rows]!]!);
    for (const found of [of(moved), of(permuted, Int32Array.from(order, (i) => labels[i]!))]) {
      expect(found.calinskiHarabasz).toBeCloseTo(calinskiHarabasz, 10);
      expect(found.daviesBouldin).toBeCloseTo(daviesBouldin, 10);
      expect(found.inertia / inertia).toBeCloseTo(1, 10);
    }
    expect(of(data.values.map((value) => value * 8)).inertia).toBe(inertia * 64);
  });

  it("refuses by name what it can't measure", () => {
    expect(() => centroidQuality(matrixOf([[1], [Number.NaN]]), Int32Array.of(0, 0), 1)).toThrow(/data: row 1, column 0 is NaN/);
    expect(() => centroidQuality(matrixOf([[1], [Infinity]]), Int32Array.of(0, 1), 2)).toThrow(/row 1, column 0 is Infinity/);
    expect(() => centroidQuality(matrixOf([[1]]), Int32Array.of(0, 0), 1)).toThrow(/labels has 2 entries/);
  });

  it("one cluster and as many clusters as rows have no index; noise belongs to none", () => {
    const data = matrixOf([[0], [2], [10], [14], [500]]);
    expect(centroidQuality(data, Int32Array.of(0, 0, 0, 0, 0), 1).calinskiHarabasz).toBeNaN();
    expect(centroidQuality(data, Int32Array.of(0, 1, 2, 3, 4), 5).daviesBouldin).toBeNaN();
    const quality = centroidQuality(data, Int32Array.of(0, 0, 1, 1, -1), 2);
    expect([...quality.centroids]).toEqual([1, 12]);
    expect(quality.inertia).toBe(10);
    expect(quality.daviesBouldin).toBeCloseTo(3 / 11, 12);
  });
});

describe("is there structure, and how many groups", () => {
  it("the gap chooses three for three groups and one for none, and is repeatable", async () => {
    const options = { ks: [1, 2, 3, 4, 5], seed: 3, references: 8 };
    const gaps = await gapStatistic(blobs(3, 60), options);
    expect(gapChoice(gaps)).toBe(3);
    expect(await gapStatistic(blobs(3, 60), options, { threads: 2 })).toEqual(gaps);
    expect(gapChoice(await gapStatistic(uniform(180, 2), options))).toBe(1);
    expect(gaps.every(({ standardError }) => standardError > 0)).toBe(true);
    await expect(gapStatistic(matrixOf([[NaN], [1]]), options)).rejects.toThrow(/row 0/);
  });

  it("Hopkins is near a half without groups, near one with them, and undefined where nothing varies", async () => {
    const even = await Promise.all([1, 2, 3, 4, 5].map((seed) => hopkins(uniform(400, 2, seed), { seed })));
    expect(Math.abs(even.reduce((sum, value) => sum + value, 0) / 5 - 0.5)).toBeLessThan(0.1);
    expect(await hopkins(blobs(4, 80), { seed: 1 })).toBeGreaterThan(0.9);
    expect(await hopkins(matrixOf(Array.from({ length: 30 }, () => [3, 3])), { seed: 1 })).toBeNaN();
    expect(await hopkins(uniform(5, 2), { seed: 1 })).toBeNaN();
    expect(await hopkins(blobs(4, 80), { seed: 9 })).toBe(await hopkins(blobs(4, 80), { seed: 9 }));
  });

  it("true groups come back from resamples, an arbitrary halving of one group does not", async () => {
    const data = blobs(3, 50);
    const recluster = async (sample: Matrix, seed: number) => (await kmeans(sample, { k: 3, seed, restarts: 3 })).labels;
    const { labels } = await kmeans(data, { k: 3, seed: 1 });
    const options = { seed: 5, resamples: 20 };
    const stable = await bootstrapJaccard(data, labels, 3, recluster, options);
    stable.forEach((value) => expect(value).toBeGreaterThan(0.95));
    expect(await bootstrapJaccard(data, labels, 3, recluster, options)).toEqual(stable);
    const halves = uniform(120, 2);
    const chance = randomStream(2);
    const arbitrary = await bootstrapJaccard(halves, Int32Array.from({ length: 120 }, () => chance.nextBelow(2)), 2, recluster, options);
    arbitrary.forEach((value) => expect(value).toBeLessThan(0.5));
    const controller = new AbortController();
    await expect(bootstrapJaccard(data, labels, 3, recluster, options, { signal: controller.signal, onProgress: () => controller.abort() })).rejects.toThrow(KernelCancelled);
  });
});

describe("the curve that suggests eps", () => {
  it("k-distances count the row itself, ascend, and agree with all distances", async () => {
    const data = uniform(60, 3);
    const curve = await kDistances(data, { k: 4, seed: 1 });
    const expected = Array.from({ length: 60 }, (_, a) => Array.from({ length: 60 }, (_, b) => Math.hypot(...[0, 1, 2].map((j) => data.values[j * 60 + a]! - data.values[j * 60 + b]!))).sort((x, y) => x - y)[3]!);
    expected.sort((a, b) => a - b).forEach((value, at) => expect(curve[at]).toBeCloseTo(value, 12));
    expect([...(await kDistances(matrixOf([[1], [1], [5]]), { k: 1, seed: 1 }))]).toEqual([0, 0, 0]);
    await expect(kDistances(data, { k: 0, seed: 1 })).rejects.toThrow(/k/);
  });

  it("the knee is where the curve bends most", () => {
    expect(knee([0, 0.1, 0.2, 0.3, 0.4, 5, 10])).toBe(4);
    expect(knee([10, 5, 1, 0.9, 0.8, 0.7])).toBe(2);
    expect([knee([]), knee([1]), knee([1, 2]), knee([3, 3, 3])]).toEqual([0, 0, 0, 0]);
  });
});

function uniform(rows: number, columns: number, seed = 1): Matrix {
  const stream = randomStream(seed);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => stream.nextFloat()) };
}

/** Round groups at the corners of a polygon, far apart. */
function blobs(groups: number, rowsEach: number): Matrix {
  const stream = randomStream(8);
  const near = () => stream.nextFloat() + stream.nextFloat() + stream.nextFloat() - 1.5;
  return matrixOf(Array.from({ length: groups * rowsEach }, (_, i) => {
    const angle = (2 * Math.PI * (i % groups)) / groups;
    return [10 * Math.cos(angle) + near(), 10 * Math.sin(angle) + near()];
  }));
}
