import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KernelCancelled, KernelMemoryExceeded } from "@/lib/kernels/control";
import { hdbscan } from "@/lib/kernels/hdbscan";
import type { Matrix } from "@/lib/kernels/matrix";
import { askNeighbours } from "@/lib/kernels/neighbour-session";
import { adjustedRand, contingency } from "@/lib/kernels/rand-index";
import { randomStream } from "@/lib/kernels/random";
import { loadSet, matrixOf } from "../../fixtures/load-set";

interface HdbscanCase {
  set: string; file: string; features: string[]; scaling: "standard"; min_cluster_size: number; min_samples: number; selection: "eom" | "leaf";
  sizes: number[]; noise: number; sum_of_probabilities: number;
}

/** scikit-learn removes tied edges one by one and so gives the row that bridges two parts to one of them; here it is noise. */
describe("hdbscan against scikit-learn, but for a bridging row or two a cluster", () => {
  const { cases } = JSON.parse(readFileSync("tests/fixtures/reference/hdbscan_reference.json", "utf8")) as { cases: HdbscanCase[] };
  const atHand = cases.filter((one) => existsSync(`tests/fixtures/sets/${one.file}`) || existsSync(`../shared/data/${one.file}`));
  it.each(atHand)("$set, clusters of $min_cluster_size, min $min_samples, $selection", async (one) => {
    const data = loadSet(one.file, one.features, one.scaling);
    const result = await hdbscan(data, { minClusterSize: one.min_cluster_size, minSamples: one.min_samples, selection: one.selection });
    const sizes = sizesOf(result.labels, result.clusters);
    expect(sizes.length).toBe(one.sizes.length);
    sizes.forEach((size, c) => expect([0, 1, 2]).toContain(one.sizes[c]! - size));
    const probable = result.probabilities.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(probable - one.sum_of_probabilities)).toBeLessThanOrEqual(one.sizes.length * 1.2);
  });
});

describe("hdbscan by hand", () => {
  const blobs = (...centres: [number, number, number][]) => matrixOf(centres.flatMap(([x, y, rows]) => Array.from({ length: rows }, (_, i) => [x + Math.cos(i * 2.4) * 0.05 * Math.sqrt(i), y + Math.sin(i * 2.4) * 0.05 * Math.sqrt(i)])));

  it("finds groups of different density, and leaves the far row out", async () => {
    const data = blobs([0, 0, 40], [5, 5, 30], [100, -50, 1], [-8, 8, 20]);
    const { labels, clusters, probabilities } = await hdbscan(data, { minClusterSize: 10, minSamples: 5, selection: "eom" });
    expect(clusters).toBe(3);
    expect(sizesOf(labels, clusters)).toEqual([40, 30, 20]);
    expect([labels[70], probabilities[70]]).toEqual([-1, 0]);
    probabilities.forEach((value) => expect(value).toBeGreaterThanOrEqual(0));
    expect(Math.max(...probabilities)).toBe(1);
  });

  it("leaf is at least as fine as eom and lies inside it", async () => {
    const data = blobs([0, 0, 40], [3, 0, 40], [40, 0, 60], [44, 0, 60]);
    const eom = await hdbscan(data, { minClusterSize: 10, selection: "eom" });
    const leaf = await hdbscan(data, { minClusterSize: 10, selection: "leaf" });
    expect(leaf.clusters).toBeGreaterThanOrEqual(eom.clusters);
    const containers = new Map<number, number>();
    leaf.labels.forEach((c, i) => {
      if (c === -1) return;
      expect(eom.labels[i]).toBe(containers.get(c) ?? eom.labels[i]);
      containers.set(c, eom.labels[i]!);
    });
  });

  it("no rows, too few rows, equal rows, one group: all noise", async () => {
    const options = { minClusterSize: 3, selection: "eom" as const };
    expect(await hdbscan(matrixOf([], 2), options)).toMatchObject({ clusters: 0 });
    expect([...(await hdbscan(matrixOf([[1], [1], [9], [9], [9]]), options)).labels]).toEqual([-1, -1, -1, -1, -1]);
    expect(await hdbscan(matrixOf(Array.from({ length: 20 }, () => [1, 2])), options)).toMatchObject({ clusters: 0, labels: new Int32Array(20).fill(-1) });
    expect((await hdbscan(blobs([0, 0, 30]), { minClusterSize: 16, selection: "eom" })).clusters).toBe(0);
  });

  it("two heaps of equal rows are two clusters, with finite probabilities", async () => {
    const data = matrixOf([...Array.from({ length: 6 }, () => [0, 0]), ...Array.from({ length: 9 }, () => [3, 3])]);
    const { labels, probabilities } = await hdbscan(data, { minClusterSize: 4, selection: "eom" });
    expect([...labels]).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...probabilities]).toEqual(new Array(15).fill(1));
  });

  it("refuses what it cannot compute, by name, and stops when cancelled", async () => {
    const data = random(50, 2);
    await expect(hdbscan(data, { minClusterSize: 1, selection: "eom" })).rejects.toThrow(/minClusterSize/);
    await expect(hdbscan(data, { minClusterSize: 5, minSamples: 0, selection: "eom" })).rejects.toThrow(/minSamples/);
    await expect(hdbscan(data, { minClusterSize: 5, selection: "best" as "eom" })).rejects.toThrow(/selection/);
    await expect(hdbscan(matrixOf([[0], [-Infinity]]), { minClusterSize: 2, selection: "eom" })).rejects.toThrow(/row 1/);
    await expect(hdbscan(data, { minClusterSize: 5, selection: "eom" }, { memoryLimitBytes: 100 })).rejects.toThrow(KernelMemoryExceeded);
    const controller = new AbortController();
    const run = hdbscan(random(60_000, 6), { minClusterSize: 5, selection: "eom" }, { threads: 2, signal: controller.signal, onProgress: () => controller.abort() });
    await expect(run).rejects.toThrow(KernelCancelled);
  });
});

describe("hdbscan properties", () => {
  const shapes = fc.record({ rows: fc.integer({ min: 2, max: 60 }), columns: fc.integer({ min: 1, max: 4 }), seed: fc.integer(), minClusterSize: fc.integer({ min: 2, max: 8 }), minSamples: fc.integer({ min: 1, max: 8 }), selection: fc.constantFrom("eom" as const, "leaf" as const) });

  it("equals a brute-force twin that walks the density levels from above", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, columns, seed, ...options }) => {
        const data = random(rows, columns, seed);
        const { labels } = await hdbscan(data, options);
        const twin = bruteForce(data, options);
        expect(adjustedRand(contingency(labels, twin))).toBe(1);
        labels.forEach((c, i) => expect(c === -1).toBe(twin[i] === -1));
      }),
      { numRuns: 150, seed: 31 },
    );
  });

  it("the k-th neighbour of a large k is found too", async () => {
    const data = random(600, 3, 12);
    const { squaredDistances } = await askNeighbours(data, { neighbours: 150 }, {});
    for (const i of [0, 299, 599]) {
      const all = Array.from({ length: 600 }, (_, other) => [0, 1, 2].reduce((sum, j) => sum + (data.values[j * 600 + i]! - data.values[j * 600 + other]!) ** 2, 0));
      expect(squaredDistances![i]).toBe(all.sort((a, b) => a - b)[149]);
    }
    await expect(askNeighbours({ rows: 1, columns: 3000, values: new Float64Array(3000) }, { neighbours: 1 }, {})).rejects.toThrow(/columns/);
  });

  it("threads change nothing", async () => {
    const data = random(3000, 3, 6);
    const options = { minClusterSize: 8, minSamples: 5, selection: "eom" as const };
    const one = await hdbscan(data, options, { threads: 1 });
    expect(await hdbscan(data, options, { threads: 4 })).toEqual(one);
    expect(one.clusters).toBeGreaterThan(2);
  });

  it("scaling and shifting the data changes nothing", async () => {
    const data = random(400, 3, 4);
    const moved = { ...data, values: data.values.map((value) => value * 8 - 1024) };
    const options = { minClusterSize: 6, minSamples: 4, selection: "leaf" as const };
    expect((await hdbscan(moved, options)).labels).toEqual((await hdbscan(data, options)).labels);
  });
});

function sizesOf(labels: Int32Array, clusters: number): number[] {
  return Array.from({ length: clusters }, (_, c) => labels.filter((label) => label === c).length);
}

function random(rows: number, columns: number, seed = 1): Matrix {
  const stream = randomStream(seed);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => stream.nextFloat()) };
}

interface Level { rows: number[]; stability: number; children: Level[] }

/** From the definition: a cluster's rows are cut at each of its distances in turn, and its parts are connected components. */
function bruteForce({ rows, columns, values }: Matrix, { minClusterSize, minSamples, selection }: { minClusterSize: number; minSamples: number; selection: "eom" | "leaf" }): Int32Array {
  const all = Array.from({ length: rows }, (_, i) => i);
  const plain = all.map((a) => all.map((b) => Math.hypot(...Array.from({ length: columns }, (_, j) => values[j * rows + a]! - values[j * rows + b]!))));
  const core = plain.map((distances) => distances.toSorted((a, b) => a - b)[Math.min(minSamples, rows) - 1]!);
  const reach = plain.map((distances, a) => distances.map((distance, b) => Math.max(distance, core[a]!, core[b]!)));
  const components = (members: number[], below: number): number[][] => {
    const open = new Set(members);
    const found: number[][] = [];
    for (const start of members) {
      if (!open.delete(start)) continue;
      const group = [start];
      for (const a of group) for (const b of [...open]) if (reach[a]![b]! < below && open.delete(b)) group.push(b);
      found.push(group);
    }
    return found;
  };
  const explore = (members: number[], birth: number): Level => {
    const level: Level = { rows: members, stability: 0, children: [] };
    let alive = members;
    const levels = [...new Set(members.flatMap((a) => members.map((b) => (a === b ? 0 : reach[a]![b]!))))].sort((a, b) => b - a);
    for (const distance of levels.filter((one) => one > 0)) {
      const parts = components(alive, distance).filter((part) => part.length >= minClusterSize);
      if (parts.length === 1 && parts[0]!.length === alive.length) continue;
      const lambda = 1 / distance;
      const staying = parts.length === 1 ? parts[0]!.length : 0;
      level.stability += (lambda - birth) * (alive.length - staying);
      if (parts.length !== 1) {
        level.children = parts.map((part) => explore(part, lambda));
        break;
      }
      alive = parts[0]!;
    }
    return level;
  };
  const best = (level: Level): { stability: number; chosen: Level[] } => {
    const below = level.children.map(best);
    const sum = below.reduce((total, one) => total + one.stability, 0);
    const leaf = level.children.length === 0;
    const keep = leaf || (selection === "eom" && level.stability >= sum);
    return keep ? { stability: level.stability, chosen: [level] } : { stability: sum, chosen: below.flatMap((one) => one.chosen) };
  };
  const labels = new Int32Array(rows).fill(-1);
  if (rows < minClusterSize) return labels;
  explore(all, 0).children.flatMap((child) => best(child).chosen).forEach((level, c) => level.rows.forEach((i) => (labels[i] = c)));
  return labels;
}
