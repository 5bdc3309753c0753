import { readFileSync } from "node:fs";
import { agnes, type Cluster } from "ml-hclust";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainMerges } from "@/lib/kernels/chain-merges";
import { KernelCancelled, KernelMemoryExceeded } from "@/lib/kernels/control";
import { cutTree } from "@/lib/kernels/cut-tree";
import { hierarchical, type Linkage } from "@/lib/kernels/hierarchical";
import type { Matrix } from "@/lib/kernels/matrix";
import { toMergeTree } from "@/lib/kernels/merge-tree";
import { createPacer } from "@/lib/kernels/pacer";
import { adjustedRand, contingency } from "@/lib/kernels/rand-index";
import { spanningTree } from "@/lib/kernels/spanning-tree";
import { wardMerges } from "@/lib/kernels/ward-merges";
import { loadSet, matrixOf, referenceCases } from "../../fixtures/load-set";
import { plainChain } from "./plain-chain";

const LINKAGES: Linkage[] = ["ward", "complete", "average", "single"];
const relative = (actual: number, expected: number) => Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300);
const points = (maxRows: number) => fc.array(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: maxRows });

interface HierarchicalCase {
  k: number;
  linkage: Linkage;
  last_20_merge_heights: number[];
  sum_of_merge_heights: number;
  sizes: number[];
}

describe("hierarchical against SciPy and scikit-learn", () => {
  // The large sets one scaling each: the matrix linkages take a second on them.
  const cases = referenceCases<HierarchicalCase>("hierarchical").filter((one) => one.rows < 4000 || one.scaling === (one.set === "s1" ? "none" : "standard"));
  const runs = new Map<string, typeof cases>();
  for (const one of cases) {
    const name = `${one.set}, ${one.scaling}, ${one.linkage}`;
    runs.set(name, [...(runs.get(name) ?? []), one]);
  }
  it.each([...runs.keys()])("%s: merge heights and sizes of the cuts", async (name) => {
    const [first, ...rest] = runs.get(name)!;
    const tree = await hierarchical(loadSet(first!.file, first!.features, first!.scaling), { linkage: first!.linkage, seed: 1 });
    expect(relative(tree.heights.reduce((sum, height) => sum + height, 0), first!.sum_of_merge_heights)).toBeLessThan(1e-9);
    first!.last_20_merge_heights.forEach((height, at) => expect(relative(tree.heights.at(at - 20)!, height)).toBeLessThan(1e-9));
    for (const one of [first!, ...rest]) {
      const labels = cutTree(tree, { k: one.k });
      const sizes = new Array<number>(one.k).fill(0);
      labels.forEach((c) => sizes[c]!++);
      expect(sizes).toEqual(one.sizes);
    }
  });

  const examples = JSON.parse(readFileSync("tests/fixtures/reference/examples_reference.json", "utf8")) as {
    file: string; algorithm: string; scaling: "none" | "standard"; parameters: { linkage: Linkage; k?: number }; merge_heights: number[]; merge_sizes?: number[]; groups?: string[][];
  }[];
  it.each(examples.filter((one) => one.algorithm === "hierarchical"))("$file, $scaling", async (one) => {
    const lines = readFileSync(`tests/fixtures/examples/${one.file}`, "utf8").trim().split(/\r?\n/).map((line) => line.split(","));
    const tree = await hierarchical(loadSet(one.file, lines[0]!.slice(1), one.scaling), { linkage: one.parameters.linkage, seed: 1 });
    one.merge_heights.forEach((height, m) => expect(tree.heights[m]).toBeCloseTo(height, 8));
    if (one.merge_sizes) expect([...tree.sizes]).toEqual(one.merge_sizes);
    if (!one.groups || !one.parameters.k) return;
    const names = lines.slice(1).map((line) => line[0]!);
    const truth = Int32Array.from(names, (name) => one.groups!.findIndex((group) => group.includes(name)));
    expect(adjustedRand(contingency(cutTree(tree, { k: one.parameters.k }), truth))).toBe(1);
  });
});

describe("hierarchical by hand", () => {
  it("numbers merges as SciPy: ids n + m, smaller id left, heights ascending", async () => {
    const tree = await hierarchical(matrixOf([[0], [10], [1], [12]]), { linkage: "single", seed: 1 });
    expect({ ...tree }).toEqual({
      leaves: 4,
      left: Int32Array.of(0, 1, 4),
      right: Int32Array.of(2, 3, 5),
      heights: Float64Array.of(1, 2, 9),
      sizes: Int32Array.of(2, 2, 4),
    });
  });

  it.each([["complete", 12], ["average", 10.5], ["ward", Math.sqrt((2 * 2 * 2) / 4) * 10.5]] as const)("%s: height of the last of four points", async (linkage, height) => {
    const tree = await hierarchical(matrixOf([[0], [10], [1], [12]]), { linkage, seed: 1 });
    expect(tree.heights[2]).toBeCloseTo(height, 12);
  });

  it.each(LINKAGES)("%s: no rows, one row, two rows, all rows equal, a constant column", async (linkage) => {
    const options = { linkage, seed: 1 };
    expect((await hierarchical(matrixOf([], 2), options)).leaves).toBe(0);
    expect(cutTree(await hierarchical(matrixOf([], 2), options), { k: 1 })).toEqual(new Int32Array(0));
    const one = await hierarchical(matrixOf([[3, 4]]), options);
    expect([one.leaves, one.heights.length]).toEqual([1, 0]);
    expect([...cutTree(one, { k: 1 })]).toEqual([0]);
    expect([...(await hierarchical(matrixOf([[0, 0], [3, 4]]), options)).heights]).toEqual([5]);
    const equal = await hierarchical(matrixOf(Array.from({ length: 40 }, () => [1e9, -1e9])), options);
    expect(equal.heights.every((height) => height === 0)).toBe(true);
    expect(new Set(cutTree(equal, { k: 40 })).size).toBe(40);
    const flat = await hierarchical(matrixOf([[7, 1], [7, 2], [7, 9]]), options);
    expect(flat.heights[0]).toBe(1);
  });

  it("refuses what it cannot compute, by name", async () => {
    await expect(hierarchical(matrixOf([[1, NaN]]), { linkage: "ward", seed: 1 })).rejects.toThrow(/data.*row 0.*column 1.*NaN/);
    await expect(hierarchical(matrixOf([[1], [Infinity]]), { linkage: "ward", seed: 1 })).rejects.toThrow(RangeError);
    await expect(hierarchical(matrixOf([[1], [2]]), { linkage: "median" as Linkage, seed: 1 })).rejects.toThrow(/linkage/);
    const tree = await hierarchical(matrixOf([[1], [2]]), { linkage: "ward", seed: 1 });
    expect(() => cutTree(tree, { k: 3 })).toThrow(/k.*3/);
    expect(() => cutTree(tree, { k: 0 })).toThrow(RangeError);
    expect(() => cutTree(tree, { height: -1 })).toThrow(/height/);
  });

  it("refuses before it starts when the memory does not suffice, and stops when cancelled", async () => {
    const data = uniform(3000, 2);
    await expect(hierarchical(data, { linkage: "average", seed: 1 }, { memoryLimitBytes: 1e6 })).rejects.toThrow(KernelMemoryExceeded);
    const controller = new AbortController();
    let last = 0;
    const run = hierarchical(uniform(20_000, 4), { linkage: "single", seed: 1 }, {
      signal: controller.signal,
      onProgress: (ratio) => {
        expect(ratio).toBeGreaterThanOrEqual(last);
        last = ratio;
        controller.abort();
      },
    });
    await expect(run).rejects.toThrow(KernelCancelled);
  });
});

describe("hierarchical properties", () => {
  it.each(LINKAGES)("%s equals a brute-force twin", async (linkage) => {
    await fc.assert(
      fc.asyncProperty(points(60), async (rows) => {
        const tree = await hierarchical(matrixOf(rows), { linkage, seed: 1 });
        const twin = bruteForceHeights(rows, linkage);
        twin.forEach((height, m) => expect(Math.abs(tree.heights[m]! - height)).toBeLessThanOrEqual(1e-9 * Math.max(1, height)));
      }),
      { numRuns: 30, seed: 11 },
    );
  });

  it.each([["ward", "ward2"], ["complete", "complete"], ["average", "average"], ["single", "single"]] as const)("%s agrees with ml-hclust", async (linkage, method) => {
    await fc.assert(
      fc.asyncProperty(points(30), async (rows) => {
        fc.pre(rows.length > 1);
        const tree = await hierarchical(matrixOf(rows), { linkage, seed: 1 });
        const heights: number[] = [];
        agnes(rows, { method }).traverse((cluster: Cluster) => cluster.isLeaf || heights.push(cluster.height));
        heights.sort((a, b) => a - b).forEach((height, m) => expect(tree.heights[m]!).toBeCloseTo(height, 6));
      }),
      { numRuns: 20, seed: 12 },
    );
  });

  it.each(LINKAGES)("%s: shifting, scaling and rotating the data moves no row between clusters", async (linkage) => {
    const data = uniform(200, 2, 5);
    const [x, y] = [data.values.subarray(0, 200), data.values.subarray(200)];
    const turned = { ...data, values: new Float64Array(400) };
    x.forEach((value, i) => {
      turned.values[i] = 1000 + 3 * (value * 0.6 - y[i]! * 0.8);
      turned.values[200 + i] = -50 + 3 * (value * 0.8 + y[i]! * 0.6);
    });
    const tree = await hierarchical(data, { linkage, seed: 1 });
    const other = await hierarchical(turned, { linkage, seed: 1 });
    tree.heights.forEach((height, m) => expect(relative(other.heights[m]!, 3 * height)).toBeLessThan(1e-9));
    for (const k of [2, 7, 30]) expect(adjustedRand(contingency(cutTree(tree, { k }), cutTree(other, { k })))).toBe(1);
  });

  it("ward beyond 2,000 rows: threads change nothing, ties and equal rows are joined, and heights equal the matrix way", async () => {
    const data = uniform(2600, 3, 17);
    data.values.forEach((value, at) => (data.values[at] = at < 2600 ? Math.round(value * 6) : value));
    for (let i = 0; i < 200; i++) for (let j = 0; j < 3; j++) data.values[j * 2600 + 2599 - i] = data.values[j * 2600 + (i % 40)]!;
    const one = await hierarchical(data, { linkage: "ward", seed: 1 }, { threads: 1 });
    expect(await hierarchical(data, { linkage: "ward", seed: 1 }, { threads: 4 })).toEqual(one);
    const chain = await chainMerges(data, "ward", { threads: 2 });
    chain.heights.sort().forEach((height, m) => expect(Math.abs(one.heights[m]! - height)).toBeLessThanOrEqual(1e-9 * height));
    const equal = await hierarchical(matrixOf(Array.from({ length: 3000 }, () => [2, 2])), { linkage: "ward", seed: 1 });
    expect([equal.heights.length, equal.heights.at(-1), equal.sizes.at(-1)]).toEqual([2999, 0, 3000]);
    const lattice = await hierarchical(matrixOf(Array.from({ length: 2500 }, (_, i) => [i % 50, Math.floor(i / 50)])), { linkage: "ward", seed: 1 });
    expect([lattice.heights[0], lattice.sizes.at(-1)]).toEqual([1, 2500]);
  });

  it("ward joins a heap of ties on a line to the end", async () => {
    const data = matrixOf(Array.from({ length: 2755 }, (_, i) => [(i * 7919) % 31]));
    for (const merges of [await wardMerges(data, { threads: 1 }), await wardMerges(data, { threads: 3 })]) {
      expect(merges.heights.filter((height) => height < 1e-9).length).toBe(2755 - 31);
      expect(merges.heights.every((height) => height >= 0 && height < 2000)).toBe(true);
    }
  });

  it.each(["ward", "average", "complete"] as const)("%s is SciPy's chain bit for bit, ties, weights and all, on any number of threads", async (linkage) => {
    const tied = uniform(333, 2, 29);
    tied.values.forEach((value, at) => (tied.values[at] = Math.round(value * 12)));
    const sizes = Int32Array.from({ length: 333 }, (_, i) => 1 + (i % 4));
    expect(await hierarchical(tied, { linkage, seed: 1 })).toEqual(toMergeTree(333, plainChain(tied, linkage)));
    expect(await chainMerges(tied, linkage, {}, sizes)).toEqual(plainChain(tied, linkage, sizes));
    // Long enough for threads; in many columns the matrix is filled in another way.
    for (const data of [uniform(1601, 8, 30), uniform(1301, 53, 31)]) {
      const merges = plainChain(data, linkage);
      for (const threads of [1, 3]) expect(await chainMerges(data, linkage, { threads })).toEqual(merges);
    }
  });

  it("ward in many columns takes the matrix where it may be had, else the tree: the same but for the last digits", async () => {
    const data = uniform(2049, 53, 31);
    const merges = await chainMerges(data, "ward", { threads: 2 });
    expect(await hierarchical(data, { linkage: "ward", seed: 1 }, { threads: 2 })).toEqual(toMergeTree(2049, merges));
    const searched = await hierarchical(data, { linkage: "ward", seed: 1 }, { threads: 2, memoryLimitBytes: 10e6 });
    merges.heights.sort().forEach((height, m) => expect(relative(searched.heights[m]!, height)).toBeLessThan(1e-9));
  });

  it("single beyond 2,000 rows: the same heights as Prim's tree, on any number of threads, with ties and equal rows", async () => {
    const data = uniform(2600, 3, 17);
    data.values.forEach((value, at) => (data.values[at] = Math.round(value * (at < 2600 ? 6 : 40))));
    const one = await hierarchical(data, { linkage: "single", seed: 1 }, { threads: 1 });
    expect(await hierarchical(data, { linkage: "single", seed: 1 }, { threads: 4 })).toEqual(one);
    const prim = await spanningTree(data, createPacer({}));
    expect([...one.heights]).toEqual([...prim.heights.sort()]);
    const equal = await hierarchical(matrixOf(Array.from({ length: 3000 }, () => [2, 2])), { linkage: "single", seed: 1 });
    expect([equal.heights.length, equal.heights.at(-1)]).toEqual([2999, 0]);
  });

  it.each(LINKAGES)("%s beyond the exact limit: two stages, every row in a leaf, true groups found, threads change nothing", async (linkage) => {
    const rows = 52_000;
    const data = uniform(rows, 2, 23);
    data.values.forEach((value, at) => (data.values[at] = value + (at < rows ? 5 * (at % 3) : 0)));
    const tree = await hierarchical(data, { linkage, seed: 1 }, { threads: 2 });
    expect(tree.leaves).toBeLessThanOrEqual(2048);
    expect(tree.leaves).toBeGreaterThan(1500);
    expect([tree.rowToLeaf!.length, tree.sizes.at(-1)]).toEqual([rows, rows]);
    const groups = Int32Array.from({ length: rows }, (_, i) => i % 3);
    expect(adjustedRand(contingency(cutTree(tree, { k: 3 }), groups))).toBe(1);
    if (linkage === "ward") expect(await hierarchical(data, { linkage, seed: 1 }, { threads: 1 })).toEqual(tree);
  });

  it("ward is cancelled in the middle of its threads' work", async () => {
    const controller = new AbortController();
    const run = hierarchical(uniform(30_000, 12, 3), { linkage: "ward", seed: 1 }, { threads: 2, signal: controller.signal, onProgress: () => controller.abort() });
    await expect(run).rejects.toThrow(KernelCancelled);
  });

  it("a cut by height is the cut by count at that height, and cuts nest", async () => {
    const tree = await hierarchical(uniform(300, 3, 9), { linkage: "ward", seed: 1 });
    for (const k of [1, 2, 5, 300]) {
      const height = k === 300 ? 0 : tree.heights[300 - k - 1]!;
      expect(cutTree(tree, { height })).toEqual(cutTree(tree, { k }));
    }
    const [fine, coarse] = [cutTree(tree, { k: 9 }), cutTree(tree, { k: 4 })];
    const pairs = new Set(fine.map((c, i) => c * 10 + coarse[i]!));
    expect(pairs.size).toBe(9);
  });
});

/** Seeded numbers in [0, 1): a plain congruential generator suffices for test data. */
function uniform(rows: number, columns: number, seed = 1): Matrix {
  let state = seed;
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => (state = (state * 48271) % 2147483647) / 2147483647) };
}

/** Joins the closest pair again and again, each distance from the member rows themselves. */
function bruteForceHeights(rows: number[][], linkage: Linkage): number[] {
  const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, j) => value - b[j]!));
  const mean = (members: number[]) => rows[0]!.map((_, j) => members.reduce((sum, i) => sum + rows[i]![j]!, 0) / members.length);
  const between = (a: number[], b: number[]): number => {
    if (linkage === "ward") return Math.sqrt((2 * a.length * b.length) / (a.length + b.length)) * distance(mean(a), mean(b));
    const all = a.flatMap((i) => b.map((other) => distance(rows[i]!, rows[other]!)));
    if (linkage === "single") return Math.min(...all);
    return linkage === "complete" ? Math.max(...all) : all.reduce((sum, one) => sum + one, 0) / all.length;
  };
  let clusters = rows.map((_, i) => [i]);
  const heights: number[] = [];
  const known = new Map<string, number>();
  const cached = (a: number[], b: number[]) => {
    const key = `${a.join(" ")}|${b.join(" ")}`;
    const value = known.get(key) ?? between(a, b);
    known.set(key, value);
    return value;
  };
  while (clusters.length > 1) {
    let best: [number, number, number] = [0, 1, Infinity];
    clusters.forEach((a, at) => clusters.slice(at + 1).forEach((b, step) => {
      const height = cached(a, b);
      if (height < best[2]) best = [at, at + 1 + step, height];
    }));
    heights.push(best[2]);
    const joined = [...clusters[best[0]]!, ...clusters[best[1]]!];
    clusters = [...clusters.filter((_, at) => at !== best[0] && at !== best[1]), joined];
  }
  return heights.sort((a, b) => a - b);
}
