import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KernelCancelled, KernelMemoryExceeded } from "@/lib/kernels/control";
import { cutTree } from "@/lib/kernels/cut-tree";
import { hierarchical, type Linkage } from "@/lib/kernels/hierarchical";
import type { Matrix } from "@/lib/kernels/matrix";
import { randomStream } from "@/lib/kernels/random";
import { silhouette } from "@/lib/kernels/silhouette";
import { loadSet, matrixOf, referenceCases } from "../../fixtures/load-set";

const options = { seed: 1 };

describe("silhouette against scikit-learn", () => {
  const cases = referenceCases<{ k: number; linkage: Linkage; silhouette: number }>("hierarchical").filter((one) => one.rows < 1000);
  it.each(cases)("$set, $scaling, $linkage, k $k", async (one) => {
    const data = loadSet(one.file, one.features, one.scaling);
    const labels = cutTree(await hierarchical(data, { linkage: one.linkage, seed: 1 }), { k: one.k });
    const result = await silhouette(data, labels, options);
    expect(Math.abs(result.mean - one.silhouette)).toBeLessThan(1e-9);
    expect(result).toMatchObject({ sampleSize: one.rows, standardError: 0 });
  });
});

describe("silhouette by hand", () => {
  it("compares the own cluster with the nearest other, leaves noise out, gives a lone row 0", async () => {
    const data = matrixOf([[0], [1], [10], [12], [100], [50]]);
    const { perRow, mean, sampleSize } = await silhouette(data, Int32Array.of(0, 0, 1, 1, -1, 2), options);
    expect([...perRow].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([10 / 11, 0.9, 0.789474, 0.826087, NaN, 0].map((value) => Math.round(value * 1e6) / 1e6));
    expect(sampleSize).toBe(5);
    expect(mean).toBeCloseTo((10 / 11 + 0.9 + 15 / 19 + 19 / 23) / 5, 12);
  });

  it("is undefined, never 1, for one cluster, all noise or no rows", async () => {
    for (const labels of [[0, 0, 0], [-1, -1, -1], [0, 0, -1]]) expect((await silhouette(matrixOf([[1], [2], [3]]), Int32Array.from(labels), options)).mean).toBeNaN();
    expect((await silhouette(matrixOf([], 2), new Int32Array(0), options)).mean).toBeNaN();
  });

  it("is 0 where all rows are equal", async () => {
    expect((await silhouette(matrixOf([[1], [1], [1], [1]]), Int32Array.of(0, 0, 1, 1), options)).mean).toBe(0);
  });

  it("estimates from a stated sample beyond the limit, and says how well", async () => {
    const { data, labels } = groups(4000, 3, 4);
    const exact = await silhouette(data, labels, options);
    const estimate = await silhouette(data, labels, { seed: 7, sampleSize: 1000 });
    expect(estimate.sampleSize).toBe(1000);
    expect(estimate.perRow.filter(Number.isFinite).length).toBe(1000);
    expect(estimate.standardError).toBeGreaterThan(0);
    expect(Math.abs(estimate.mean - exact.mean)).toBeLessThan(5 * estimate.standardError + 0.01);
    expect(await silhouette(data, labels, { seed: 7, sampleSize: 1000 })).toEqual(estimate);
  });

  it("refuses what it cannot compute, by name, and stops when cancelled", async () => {
    const data = matrixOf([[1], [NaN]]);
    await expect(silhouette(data, Int32Array.of(0, 1), options)).rejects.toThrow(/data.*row 1/);
    await expect(silhouette(matrixOf([[1], [2]]), Int32Array.of(0), options)).rejects.toThrow(/labels/);
    const large = groups(30_000, 8, 3);
    await expect(silhouette(large.data, large.labels, options, { memoryLimitBytes: 1e5 })).rejects.toThrow(KernelMemoryExceeded);
    const controller = new AbortController();
    await expect(silhouette(large.data, large.labels, options, { threads: 2, signal: controller.signal, onProgress: () => controller.abort() })).rejects.toThrow(KernelCancelled);
  });
});

describe("silhouette properties", () => {
  const shapes = fc.record({ rows: fc.integer({ min: 2, max: 60 }), columns: fc.integer({ min: 1, max: 5 }), clusters: fc.integer({ min: 1, max: 8 }), seed: fc.integer() });

  it("equals a brute-force twin", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, columns, clusters, seed }) => {
        const stream = randomStream(seed);
        const data = { rows, columns, values: Float64Array.from({ length: rows * columns }, () => stream.nextFloat()) };
        const labels = Int32Array.from({ length: rows }, () => stream.nextBelow(clusters + 1) - 1);
        const { perRow } = await silhouette(data, labels, options);
        bruteForce(data, labels).forEach((value, i) => (Number.isNaN(value) ? expect(perRow[i]).toBeNaN() : expect(perRow[i]).toBeCloseTo(value, 10)));
      }),
      { numRuns: 150, seed: 41 },
    );
  });

  it("beyond 8,000 rows agrees with a twin to 1e-7, on far-off numbers of any size too", async () => {
    const { data, labels } = groups(8003, 3, 5);
    const large = { ...data, values: data.values.map((value) => value * 1e25 + 1e26) };
    const [plain, scaled] = [await silhouette(data, labels, options), await silhouette(large, labels, options)];
    const some = [3, 4000, 8002];
    const twin = bruteForce(data, labels, some);
    some.forEach((i) => expect(Math.abs(plain.perRow[i]! - twin[i]!)).toBeLessThan(1e-7));
    some.forEach((i) => expect(Math.abs(scaled.perRow[i]! - twin[i]!)).toBeLessThan(1e-7));
  });

  it("beyond 8,000 rows keeps the digits of narrow clusters far from the rest", async () => {
    const { data, labels } = groups(8003, 3, 5);
    const narrow = { ...data, values: data.values.map((value, at) => (at % data.rows < 5 ? 1e6 * value : value)) };
    const { perRow } = await silhouette(narrow, labels, options);
    const some = [3, 4000, 8002];
    const twin = bruteForce(narrow, labels, some);
    some.forEach((i) => expect(Math.abs(perRow[i]! - twin[i]!)).toBeLessThan(1e-6));
  });

  it("threads change nothing; few and very many clusters", async () => {
    for (const [rows, clusters] of [[5001, 3], [5001, 3400], [8500, 3]] as const) {
      const { data, labels } = groups(rows, 4, clusters);
      const one = await silhouette(data, labels, options, { threads: 1 });
      expect(await silhouette(data, labels, options, { threads: 4 })).toEqual(one);
      const some = [0, 17, 2500, 5000];
      const twin = bruteForce(data, labels, some);
      some.forEach((i) => expect(one.perRow[i]).toBeCloseTo(twin[i]!, rows > 8000 ? 6 : 10));
    }
  });
});

/** Rows around as many centres as there are clusters. */
function groups(rows: number, columns: number, clusters: number): { data: Matrix; labels: Int32Array } {
  const stream = randomStream(5);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % clusters);
  const values = Float64Array.from({ length: rows * columns }, (_, at) => ((labels[at % rows]! * 7919) % 13) * (1 + Math.floor(at / rows)) * 0.2 + stream.nextFloat());
  return { data: { rows, columns, values }, labels };
}

function bruteForce({ rows, columns, values }: Matrix, labels: Int32Array, asked = Array.from({ length: rows }, (_, i) => i)): number[] {
  const result = new Array<number>(rows).fill(NaN);
  const distance = (a: number, b: number) => Math.hypot(...Array.from({ length: columns }, (_, j) => values[j * rows + a]! - values[j * rows + b]!));
  const found = [...new Set(labels)].filter((c) => c >= 0);
  if (found.length < 2) return result;
  const members = new Map(found.map((c) => [c, Array.from(labels.keys()).filter((i) => labels[i] === c)]));
  for (const i of asked) {
    if (labels[i] === -1) continue;
    const mean = (c: number) => members.get(c)!.reduce((sum, other) => sum + distance(i, other), 0) / (members.get(c)!.length - (c === labels[i] ? 1 : 0));
    const a = mean(labels[i]!);
    const b = Math.min(...found.filter((c) => c !== labels[i]).map(mean));
    result[i] = members.get(labels[i]!)!.length === 1 || Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b);
  }
  return result;
}
