import fc from "fast-check";
import { kmeans as mlKmeans } from "ml-kmeans";
import { describe, expect, it } from "vitest";
import { KernelCancelled, KernelMemoryExceeded } from "@/lib/kernels/control";
import { kmeans, type KmeansResult } from "@/lib/kernels/kmeans";
import type { Matrix } from "@/lib/kernels/matrix";
import { randomStream } from "@/lib/kernels/random";
import { loadSet, matrixOf, referenceCases } from "../../fixtures/load-set";

const points = (minLength: number, maxLength: number, columns: number) =>
  fc.array(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: columns, maxLength: columns }), { minLength, maxLength });

function cellsOf({ rows, columns, values }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => values[j * rows + i]!));
}

/** Σ squared distance to the clusters' means, straight from the definition. */
function inertiaOf(rows: number[][], labels: ArrayLike<number>): number {
  let inertia = 0;
  for (const label of new Set(Array.from(labels))) {
    const members = rows.filter((_, i) => labels[i] === label);
    const mean = members[0]!.map((_, j) => members.reduce((sum, row) => sum + row[j]!, 0) / members.length);
    for (const row of members) inertia += row.reduce((sum, value, j) => sum + (value - mean[j]!) ** 2, 0);
  }
  return inertia;
}

/** The least inertia of numbers on a line, by dynamic programming over their sorted order. */
function bestOnLine(numbers: number[], k: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const cost = (from: number, to: number) => inertiaOf(sorted.slice(from, to).map((x) => [x]), sorted.slice(from, to).map(() => 0));
  let best = sorted.map((_, at) => cost(0, at + 1));
  for (let clusters = 2; clusters <= k; clusters++) {
    best = best.map((one, at) => Math.min(one, ...Array.from({ length: at }, (_, cut) => best[cut]! + cost(cut + 1, at + 1))));
  }
  return best.at(-1)!;
}

function blobs(rows: number, columns: number, groups: number, seed: number): Matrix {
  const { nextFloat, nextBelow } = randomStream(seed);
  const centres = Array.from({ length: groups * columns }, () => nextFloat() * 20);
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const c = nextBelow(groups);
    for (let j = 0; j < columns; j++) values[j * rows + i] = centres[c * columns + j]! + nextFloat() + nextFloat() - 1;
  }
  return { rows, columns, values };
}

/** Round groups in the plane that overlap, some ten times as large as others. */
function unequalGroups(rows: number, groups: number, seed: number): Matrix {
  const { nextFloat } = randomStream(seed);
  const made = Array.from({ length: groups }, () => ({ x: nextFloat(), y: nextFloat(), spread: 0.05 + 0.15 * nextFloat(), share: 0.1 + nextFloat() }));
  const total = made.reduce((sum, { share }) => sum + share, 0);
  const values = new Float64Array(rows * 2);
  for (let i = 0; i < rows; i++) {
    let left = nextFloat() * total;
    const { x, y, spread } = made.find(({ share }) => (left -= share) < 0) ?? made[0]!;
    values[i] = x + spread * (nextFloat() + nextFloat() + nextFloat() - 1.5);
    values[rows + i] = y + spread * (nextFloat() + nextFloat() + nextFloat() - 1.5);
  }
  return { rows, columns: 2, values };
}

const bytes = ({ labels, centroids, inertia }: KmeansResult) => [Buffer.from(labels.buffer).toString("hex"), Buffer.from(centroids.buffer).toString("hex"), inertia].join();

describe("kmeans against scikit-learn's best of 200", () => {
  it.each(referenceCases<{ k: number; inertia_best_of_200: number; sizes: number[] }>("kmeans"))(
    "$set, $scaling, k = $k: no worse, at any seed",
    async ({ file, features, scaling, k, inertia_best_of_200: best }) => {
      const data = loadSet(file, features, scaling);
      for (const seed of [0, 42]) {
        const { inertia, labels, sizes } = await kmeans(data, { k, seed });
        expect(inertia / best).toBeLessThan(1 + 1e-6);
        expect(inertiaOf(cellsOf(data), labels) / inertia).toBeCloseTo(1, 9);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(data.rows);
      }
    },
  );
});

describe("kmeans", () => {
  it("finds two plain pairs", async () => {
    const { labels, centroids, inertia, sizes } = await kmeans(matrixOf([[1, 7], [2, 7], [10, 7], [11, 7], [12, 7]]), { k: 2, seed: 1 });
    expect([...labels]).toEqual([1, 1, 0, 0, 0]);
    expect([...centroids]).toEqual([11, 7, 1.5, 7]);
    expect(inertia).toBe(2.5);
    expect([...sizes]).toEqual([3, 2]);
  });

  it("finds the best partition of up to 60 numbers on a line", async () => {
    await fc.assert(
      fc.asyncProperty(points(2, 60, 1), fc.integer({ min: 1, max: 5 }), async (rows, k) => {
        const best = bestOnLine(rows.map(([x]) => x!), Math.min(k, rows.length));
        const { inertia } = await kmeans(matrixOf(rows), { k, seed: 3 });
        expect(inertia).toBeLessThanOrEqual(best * (1 + 1e-9) + 1e-9);
      }),
      { seed: 11, numRuns: 80 },
    );
  });

  it("is no worse than ml-kmeans from the best of ten starts", async () => {
    await fc.assert(
      fc.asyncProperty(points(6, 40, 3), fc.integer({ min: 1, max: 4 }), async (rows, k) => {
        const theirs = Array.from({ length: 10 }, (_, seed) => inertiaOf(rows, mlKmeans(rows, k, { seed }).clusters));
        const { inertia } = await kmeans(matrixOf(rows), { k, seed: 5 });
        expect(inertia).toBeLessThanOrEqual(Math.min(...theirs) * (1 + 1e-9) + 1e-9);
      }),
      { seed: 12, numRuns: 30 },
    );
  });

  it("labels every row with its nearest centroid, and the centroids are the means", async () => {
    const data = blobs(4000, 3, 9, 8);
    const { labels, centroids, sizes } = await kmeans(data, { k: 12, seed: 1 });
    const sums = new Float64Array(centroids.length);
    cellsOf(data).forEach((row, i) => {
      const squares = Array.from(sizes, (_, c) => row.reduce((sum, value, j) => sum + (value - centroids[c * 3 + j]!) ** 2, 0));
      expect(squares[labels[i]!]).toBe(Math.min(...squares));
      row.forEach((value, j) => (sums[labels[i]! * 3 + j]! += value));
    });
    centroids.forEach((value, at) => expect(value).toBeCloseTo(sums[at]! / sizes[Math.floor(at / 3)]!, 9));
  });

  it("does not depend on where the data lie, how they are turned or scaled, or in which order the rows come", async () => {
    const data = blobs(600, 2, 5, 4);
    const rows = cellsOf(data);
    const { inertia } = await kmeans(data, { k: 5, seed: 2 });
    const moved = await kmeans(matrixOf(rows.map(([x, y]) => [x! + 1e6, y! - 1e7])), { k: 5, seed: 2 });
    const turned = await kmeans(matrixOf(rows.map(([x, y]) => [0.6 * x! - 0.8 * y!, 0.8 * x! + 0.6 * y!])), { k: 5, seed: 2 });
    const scaled = await kmeans(matrixOf(rows.map(([x, y]) => [x! * 1e-5, y! * 1e-5])), { k: 5, seed: 2 });
    const reversed = await kmeans(matrixOf([...rows].reverse()), { k: 5, seed: 2 });
    expect(moved.inertia / inertia).toBeCloseTo(1, 6);
    expect(turned.inertia / inertia).toBeCloseTo(1, 9);
    expect(scaled.inertia / inertia).toBeCloseTo(1e-10, 19);
    expect(reversed.inertia / inertia).toBeCloseTo(1, 9);
  });

  it("never gains inertia from another cluster", async () => {
    const data = blobs(500, 4, 6, 1);
    let last = Infinity;
    for (const k of [1, 2, 3, 5, 8, 20, 100, 499, 500]) {
      const { inertia } = await kmeans(data, { k, seed: 9 });
      expect(inertia).toBeLessThanOrEqual(last);
      last = inertia;
    }
    expect(last).toBe(0);
  });

  it("gives the same bytes on any number of threads, with the search on a sample too", async () => {
    for (const [rows, columns, k] of [[3000, 4, 40], [40_000, 8, 10]] as const) {
      const data = blobs(rows, columns, 12, 6);
      const one = bytes(await kmeans(data, { k, seed: 4 }, { threads: 1 }));
      expect(bytes(await kmeans(data, { k, seed: 4 }, { threads: 2 }))).toBe(one);
      expect(bytes(await kmeans(data, { k, seed: 4 }, { threads: 4 }))).toBe(one);
    }
  });

  it("keeps digits where the columns lie far from 0 or hold an outlier", async () => {
    const far = await kmeans(matrixOf([[1e9], [1e9 + 1], [1e9 + 5], [1e9 + 6]]), { k: 2, seed: 1 });
    expect([...far.labels]).toEqual([0, 0, 1, 1]);
    expect(far.inertia).toBe(1);
    const outlier = await kmeans(matrixOf([[1e12], [0], [1], [0.5], [100], [101]]), { k: 3, seed: 1 });
    expect([...outlier.labels]).toEqual([2, 0, 0, 0, 1, 1]);
  });
});

describe("kmeans with few centres", () => {
  it("finds one optimum at any seed, whether runs see all rows, samples of them, or are compared on samples", async () => {
    for (const rows of [7900, 8100, 20_000, 60_000]) {
      const data = unequalGroups(rows, 12, 7);
      const found: number[] = [];
      for (const seed of [1, 2, 3, 4, 5, 6]) found.push((await kmeans(data, { k: 8, seed })).inertia);
      expect(Math.max(...found) / Math.min(...found)).toBeLessThan(1.001);
    }
  });

  it("keeps a cluster of few rows that a sample hardly sees", async () => {
    const data = blobs(30_000, 2, 1, 3);
    for (let i = 0; i < 12; i++) data.values[i * 2500] = 1000 + (i % 3);
    const { sizes } = await kmeans(data, { k: 2, seed: 1 });
    expect([...sizes]).toEqual([29_988, 12]);
  });

  it("moves centres where runs don't agree, on rows without groups", async () => {
    const { nextFloat } = randomStream(5);
    const data = { rows: 9000, columns: 2, values: Float64Array.from({ length: 18_000 }, () => nextFloat()) };
    const found: number[] = [];
    for (const seed of [1, 2, 3]) found.push((await kmeans(data, { k: 10, seed })).inertia);
    expect(Math.max(...found) / Math.min(...found)).toBeLessThan(1.001);
  });
});

describe("kmeans with many centres", () => {
  it("leaves poor optima of overlapping groups of unequal size, searched on a sample or whole", async () => {
    for (const [rows, k] of [[45_000, 24], [6000, 16]] as const) {
      const data = unequalGroups(rows, k, 5);
      const found: number[] = [];
      for (const seed of [1, 2, 3]) found.push((await kmeans(data, { k, seed }, { threads: 2 })).inertia);
      expect(Math.max(...found) / Math.min(...found)).toBeLessThan(1.001);
    }
  });

  it("moves centres alike on any number of threads, on all rows or on samples of very many", async () => {
    for (const rows of [45_000, 210_000]) {
      const data = unequalGroups(rows, 12, 6);
      const one = bytes(await kmeans(data, { k: 12, seed: 4 }, { threads: 1 }));
      for (const threads of [2, 8]) expect(bytes(await kmeans(data, { k: 12, seed: 4 }, { threads }))).toBe(one);
    }
  });

  it("keeps one cluster per distinct row where many rows are few values", async () => {
    const data = { rows: 45_000, columns: 1, values: Float64Array.from({ length: 45_000 }, (_, i) => (i % 997 === 0 ? 20 + (i % 7) : i % 13)) };
    const { sizes, inertia } = await kmeans(data, { k: 30, seed: 1 });
    expect(sizes.length).toBe(20);
    expect(inertia).toBe(0);
  });
});

describe("kmeans on degenerate input", () => {
  it("has no clusters without rows, and one for one row", async () => {
    expect(await kmeans({ rows: 0, columns: 2, values: new Float64Array(0) }, { k: 3, seed: 1 })).toMatchObject({ inertia: 0, sizes: new Int32Array(0) });
    const one = await kmeans(matrixOf([[5, 6]]), { k: 3, seed: 1 });
    expect([...one.centroids]).toEqual([5, 6]);
    expect([...one.sizes]).toEqual([1]);
  });

  it("makes one cluster per distinct row where k is larger", async () => {
    const { sizes, inertia, centroids } = await kmeans(matrixOf([[1], [1], [2], [2], [2], [3]]), { k: 5, seed: 1 });
    expect([...sizes]).toEqual([3, 2, 1]);
    expect([...centroids]).toEqual([2, 1, 3]);
    expect(inertia).toBe(0);
    expect([...(await kmeans(matrixOf(Array.from({ length: 9 }, () => [4, 4])), { k: 2, seed: 1 })).sizes]).toEqual([9]);
  });

  it("makes a cluster of each of many equal rows, fifty of a kind", async () => {
    const { nextFloat } = randomStream(4);
    const kinds = Array.from({ length: 40 }, () => [nextFloat(), nextFloat(), nextFloat()]);
    for (const k of [40, 100]) {
      const { sizes, inertia } = await kmeans(matrixOf(Array.from({ length: 2000 }, (_, i) => kinds[Math.floor(i / 50)]!)), { k, seed: 1 });
      expect([[...new Set(sizes)], sizes.length, inertia]).toEqual([[50], 40, 0]);
    }
  });

  it("refuses by name what it can't compute on", async () => {
    const run = (rows: number[][], options = { k: 2, seed: 1 }) => kmeans(matrixOf(rows), options);
    await expect(run([[1, 2], [3, NaN]])).rejects.toThrow(/data: row 1, column 1 is NaN/);
    await expect(run([[1], [Infinity]])).rejects.toThrow(/data: row 1, column 0 is Infinity/);
    await expect(run([[1], [2]], { k: 0, seed: 1 })).rejects.toThrow(/k: expected/);
    await expect(run([[1], [2]], { k: 1.5, seed: 1 })).rejects.toThrow(RangeError);
    await expect(kmeans({ rows: 2, columns: 2, values: new Float64Array(3) }, { k: 1, seed: 1 })).rejects.toThrow(/data.values: expected 2 × 2/);
  });

  it("refuses before it starts where it may not use the memory, and stops when cancelled", async () => {
    const data = blobs(200_000, 6, 9, 2);
    await expect(kmeans(data, { k: 8, seed: 1 }, { memoryLimitBytes: 1e6 })).rejects.toBeInstanceOf(KernelMemoryExceeded);
    await expect(kmeans(data, { k: 8, seed: 1 }, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(KernelCancelled);
    const controller = new AbortController();
    const seen: number[] = [];
    const onProgress = (ratio: number): void => {
      seen.push(ratio);
      if (ratio > 0) controller.abort();
    };
    const running = kmeans(data, { k: 200, seed: 1, restarts: 50 }, { threads: 2, signal: controller.signal, onProgress });
    setTimeout(() => controller.abort(), 300);
    await expect(running).rejects.toBeInstanceOf(KernelCancelled);
  });

  it("reports progress that never falls and ends at 1", async () => {
    const seen: number[] = [];
    await kmeans(blobs(30_000, 4, 9, 2), { k: 12, seed: 1 }, { threads: 1, onProgress: (ratio) => seen.push(ratio) });
    expect(seen.at(-1)).toBe(1);
    expect(seen.every((ratio, at) => at === 0 || ratio >= seen[at - 1]!)).toBe(true);
  });
});
