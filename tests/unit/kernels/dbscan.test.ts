import { readFileSync } from "node:fs";
import densityClustering from "density-clustering";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KernelCancelled, KernelMemoryExceeded } from "@/lib/kernels/control";
import { dbscan } from "@/lib/kernels/dbscan";
import type { Matrix } from "@/lib/kernels/matrix";
import { adjustedRand, contingency } from "@/lib/kernels/rand-index";
import { randomStream } from "@/lib/kernels/random";
import { loadSet, matrixOf, referenceCases } from "../../fixtures/load-set";

interface DbscanCase {
  eps: number;
  min_samples: number;
  clusters: number;
  noise: number;
  core_points: number;
  core_sizes: number[];
}

describe("dbscan against scikit-learn", () => {
  it.each(referenceCases<DbscanCase>("dbscan"))("$set, eps $eps, min $min_samples", async (one) => {
    const data = loadSet(one.file, one.features, one.scaling);
    const result = await dbscan(data, { eps: one.eps, minSamples: one.min_samples });
    const coreSizes = new Array<number>(result.clusters).fill(0);
    result.labels.forEach((c, i) => (result.core[i] ? coreSizes[c]!++ : undefined));
    expect({ clusters: result.clusters, noise: result.noise, core: result.corePoints }).toEqual({ clusters: one.clusters, noise: one.noise, core: one.core_points });
    expect(coreSizes.sort((a, b) => b - a)).toEqual(one.core_sizes);
  });

  const examples = JSON.parse(readFileSync("tests/fixtures/reference/examples_reference.json", "utf8")) as {
    file: string; algorithm: string; scaling: "standard"; parameters: { eps: number; min_samples: number }; groups: string[][]; noise: string[];
  }[];
  it.each(examples.filter((one) => one.algorithm === "dbscan"))("$file", async (one) => {
    const lines = readFileSync(`tests/fixtures/examples/${one.file}`, "utf8").trim().split(/\r?\n/).map((line) => line.split(","));
    const data = loadSet(one.file, lines[0]!.slice(1), one.scaling);
    const { labels } = await dbscan(data, { eps: one.parameters.eps, minSamples: one.parameters.min_samples });
    const names = lines.slice(1).map((line) => line[0]!);
    expect(names.filter((_, i) => labels[i] === -1).sort()).toEqual([...one.noise].sort());
    const truth = Int32Array.from(names, (name) => one.groups.findIndex((group) => group.includes(name)));
    expect(adjustedRand(contingency(labels, truth))).toBe(1);
  });
});

describe("dbscan by hand", () => {
  it("counts the row itself, and a distance of exactly eps as near", async () => {
    const result = await dbscan(matrixOf([[0], [1], [2], [10]]), { eps: 1, minSamples: 3 });
    expect([...result.labels]).toEqual([0, 0, 0, -1]);
    expect([...result.core]).toEqual([0, 1, 0, 0]);
    expect(result).toMatchObject({ clusters: 1, noise: 1, corePoints: 1 });
  });

  it("gives a border row to its nearest core point, a tie to the lower row", async () => {
    const near = await dbscan(matrixOf([[0], [0.1], [0.2], [1.1], [1.9], [2], [2.1], [-0.1], [2.2]]), { eps: 0.9, minSamples: 4 });
    expect([near.core[3], near.labels[3]]).toEqual([0, near.labels[4]]);
    const tied = await dbscan(matrixOf([[2], [2.25], [2.5], [2.75], [0], [-0.25], [-0.5], [-0.75], [1]]), { eps: 1, minSamples: 4 });
    expect([tied.core[8], tied.labels[8]]).toEqual([0, tied.labels[0]]);
  });

  it("min samples 1 makes every row core; eps below all distances makes all noise; equal rows are one cluster", async () => {
    const rows = matrixOf([[0, 0], [5, 5], [0, 0], [9, 9]]);
    expect([...(await dbscan(rows, { eps: 1, minSamples: 1 })).labels]).toEqual([0, 1, 0, 2]);
    expect(await dbscan(rows, { eps: 0.5, minSamples: 3 })).toMatchObject({ clusters: 0, noise: 4, corePoints: 0 });
    const equal = matrixOf(Array.from({ length: 300 }, () => [4, 4, 4]));
    expect(await dbscan(equal, { eps: 1e-6, minSamples: 300 })).toMatchObject({ clusters: 1, noise: 0, corePoints: 300 });
    expect(await dbscan(equal, { eps: 1e-6, minSamples: 301 })).toMatchObject({ clusters: 0, noise: 300 });
  });

  it("no rows, one row, a constant column", async () => {
    expect(await dbscan(matrixOf([], 2), { eps: 1, minSamples: 2 })).toMatchObject({ clusters: 0, noise: 0, corePoints: 0 });
    expect(await dbscan(matrixOf([[1, 2]]), { eps: 1, minSamples: 2 })).toMatchObject({ clusters: 0, noise: 1 });
    expect(await dbscan(matrixOf([[1, 2]]), { eps: 1, minSamples: 1 })).toMatchObject({ clusters: 1, noise: 0 });
    expect([...(await dbscan(matrixOf([[7, 1], [7, 1.5], [7, 9], [7, 9.5]]), { eps: 1, minSamples: 2 })).labels]).toEqual([0, 0, 1, 1]);
  });

  it("refuses what it cannot compute, by name", async () => {
    const data = matrixOf([[1], [2]]);
    for (const eps of [0, -1, NaN, Infinity]) await expect(dbscan(data, { eps, minSamples: 2 })).rejects.toThrow(/eps/);
    for (const minSamples of [0, 1.5, NaN]) await expect(dbscan(data, { eps: 1, minSamples })).rejects.toThrow(/minSamples/);
    await expect(dbscan(matrixOf([[1], [NaN]]), { eps: 1, minSamples: 2 })).rejects.toThrow(/row 1.*column 0/);
    await expect(dbscan(random(1000, 3), { eps: 1, minSamples: 2 }, { memoryLimitBytes: 1000 })).rejects.toThrow(KernelMemoryExceeded);
  });

  it("stops when cancelled", async () => {
    const controller = new AbortController();
    const run = dbscan(random(200_000, 8), { eps: 0.3, minSamples: 50 }, { threads: 2, signal: controller.signal, onProgress: () => controller.abort() });
    await expect(run).rejects.toThrow(KernelCancelled);
  });
});

describe("dbscan properties", () => {
  const shapes = fc.record({ rows: fc.integer({ min: 1, max: 60 }), columns: fc.integer({ min: 1, max: 6 }), seed: fc.integer(), eps: fc.double({ min: 0.05, max: 0.9, noNaN: true }), minSamples: fc.integer({ min: 1, max: 8 }), lattice: fc.boolean() });

  it("equals a brute-force twin, labels and all", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, columns, seed, eps, minSamples, lattice }) => {
        const data = random(rows, columns, seed);
        if (lattice) data.values.forEach((value, at) => (data.values[at] = Math.round(value * 6) / 8));
        const radius = lattice ? Math.max(1, Math.round(eps * 8)) / 8 : eps;
        const result = await dbscan(data, { eps: radius, minSamples });
        expect(result.labels).toEqual(bruteForce(data, radius, minSamples));
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  it("agrees with density-clustering on core rows and noise", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, columns, seed, eps, minSamples }) => {
        const data = random(rows, columns, seed);
        const { labels, core, noise } = await dbscan(data, { eps, minSamples });
        const points = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => data.values[j * rows + i]!));
        const found = new densityClustering.DBSCAN().run(points, eps, minSamples);
        const theirs = new Int32Array(rows).fill(-1);
        found.forEach((members, c) => members.forEach((i) => (theirs[i] = c)));
        const cores = [...core.keys()].filter((i) => core[i] === 1);
        if (cores.length > 0) expect(adjustedRand(contingency(Int32Array.from(cores, (i) => labels[i]!), Int32Array.from(cores, (i) => theirs[i]!)))).toBe(1);
        // Its own noise list keeps border rows that a cluster claimed later, so noise is what no cluster holds.
        expect(noise).toBe(theirs.filter((c) => c === -1).length);
      }),
      { numRuns: 100, seed: 22 },
    );
  });

  it("threads change nothing, and the tree finds what a twin finds, on several thousand rows", async () => {
    for (const [columns, eps, minSamples] of [[2, 0.02, 6], [5, 0.2, 5], [1, 0.0004, 4]] as const) {
      const data = random(2500, columns, 8);
      const one = await dbscan(data, { eps, minSamples }, { threads: 1 });
      expect(await dbscan(data, { eps, minSamples }, { threads: 4 })).toEqual(one);
      expect(one.labels).toEqual(bruteForce(data, eps, minSamples));
      expect(one.clusters).toBeGreaterThan(1);
    }
  });

  it("row order changes nothing but the order, on data with many cells", async () => {
    const data = random(3000, 4, 5);
    const order = Array.from({ length: 3000 }, (_, i) => (i * 1009) % 3000);
    const shuffled = { ...data, values: Float64Array.from({ length: 12_000 }, (_, at) => data.values[Math.floor(at / 3000) * 3000 + order[at % 3000]!]!) };
    const a = await dbscan(data, { eps: 0.14, minSamples: 5 });
    const b = await dbscan(shuffled, { eps: 0.14, minSamples: 5 });
    expect(a.clusters).toBeGreaterThan(1);
    expect(adjustedRand(contingency(Int32Array.from(order, (i) => a.labels[i]!), b.labels))).toBe(1);
    expect([b.noise, b.corePoints]).toEqual([a.noise, a.corePoints]);
  });
});

function random(rows: number, columns: number, seed = 1): Matrix {
  const stream = randomStream(seed);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => stream.nextFloat()) };
}

function bruteForce({ rows, columns, values }: Matrix, eps: number, minSamples: number): Int32Array {
  const squared = (a: number, b: number) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (values[j * rows + a]! - values[j * rows + b]!) ** 2;
    return sum;
  };
  const all = Array.from({ length: rows }, (_, i) => i);
  const near = all.map((a) => all.filter((b) => squared(a, b) <= eps * eps));
  const core = near.map((rowsNear) => rowsNear.length >= minSamples);
  const labels = new Int32Array(rows).fill(-1);
  let clusters = 0;
  for (const start of all) {
    if (!core[start] || labels[start] !== -1) continue;
    const queue = [start];
    for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
      labels[i] = clusters;
      queue.push(...near[i]!.filter((other) => core[other] && labels[other] === -1));
    }
    clusters++;
  }
  for (const i of all.filter((row) => !core[row])) {
    const cores = near[i]!.filter((other) => core[other]).sort((a, b) => squared(i, a) - squared(i, b) || a - b);
    if (cores[0] !== undefined) labels[i] = labels[cores[0]]!;
  }
  const members = Array.from({ length: clusters }, (_, c) => all.filter((i) => labels[i] === c));
  const order = members.map((_, c) => c).sort((a, b) => members[b]!.length - members[a]!.length || members[a]![0]! - members[b]![0]!);
  return labels.map((c) => (c === -1 ? -1 : order.indexOf(c)));
}
