import fc from "fast-check";
import { PCA } from "ml-pca";
import { describe, expect, it } from "vitest";
import { KernelCancelled, KernelMemoryExceeded } from "@/lib/kernels/control";
import type { Matrix } from "@/lib/kernels/matrix";
import { explainedVarianceShares, pca, type Scores } from "@/lib/kernels/pca";
import { randomStream } from "@/lib/kernels/random";
import { symmetricEigen } from "@/lib/kernels/symmetric-eigen";
import { loadSet, matrixOf, referenceCases } from "../../fixtures/load-set";

interface PcaCase {
  explained_variance: number[];
  explained_variance_ratio: number[];
  components_abs: number[][];
}

function randomMatrix(rows: number, columns: number, seed: number): Matrix {
  const { nextFloat } = randomStream(seed);
  const values = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) values[j * rows + i] = nextFloat() * (1 + j) + (j > 0 ? 0.7 * values[(j - 1) * rows + i]! : 5);
  }
  return { rows, columns, values };
}

const column = ({ rows, values }: Scores, c: number) => Float64Array.from(values.subarray(c * rows, (c + 1) * rows));
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, j) => sum + value * b[j]!, 0);

describe("pca against scikit-learn", () => {
  it.each(referenceCases<PcaCase>("pca"))("$set, $scaling: variances to nine digits, loadings", async (one) => {
    const data = loadSet(one.file, one.features, one.scaling);
    const { explainedVariance, explainedVarianceRatio, components } = await pca(data, { components: data.columns });
    one.explained_variance.forEach((value, c) => expect(Math.abs(explainedVariance[c]! / value - 1)).toBeLessThan(1e-9));
    one.explained_variance_ratio.forEach((value, c) => expect(Math.abs(explainedVarianceRatio[c]! - value)).toBeLessThan(1e-9));
    one.components_abs.flat().forEach((value, at) => expect(Math.abs(components[at]!)).toBeCloseTo(value, 7));
  });
});

describe("pca", () => {
  it("finds the line that points lie on, with the sign rule", async () => {
    const { mean, components, explainedVariance, explainedVarianceRatio, scores } = await pca(matrixOf([[1, 2], [2, 0], [3, -2]]), { components: 2 });
    expect([...mean]).toEqual([2, 0]);
    expect(components[0]).toBeCloseTo(-1 / Math.sqrt(5), 12);
    expect(components[1]).toBeCloseTo(2 / Math.sqrt(5), 12);
    expect(explainedVariance[0]).toBeCloseTo(5, 12);
    expect(explainedVarianceRatio[0]).toBeCloseTo(1, 12);
    expect(explainedVarianceRatio[1]).toBeCloseTo(0, 12);
    expect(scores.values[0]).toBeCloseTo(Math.sqrt(5), 6);
  });

  it("agrees with ml-pca on random rows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: 30 }), fc.integer({ min: 1, max: 6 }), fc.integer(), async (rows, columns, seed) => {
        const data = randomMatrix(rows, columns, seed);
        const kept = Math.min(columns, rows - 1);
        const theirs = new PCA(Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => data.values[j * rows + i]!)));
        const ours = await pca(data, { components: kept });
        ours.explainedVariance.forEach((value, c) => expect(value).toBeCloseTo(theirs.getEigenvalues()[c]!, 8));
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it("keeps unit loadings at right angles, and scores with the stated variances and mean 0", async () => {
    const data = randomMatrix(500, 7, 3);
    const { components, scores, explainedVariance } = await pca(data, { components: 7 });
    for (let a = 0; a < 7; a++) {
      const score = column(scores, a);
      expect(score.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 4);
      expect(dot(score, score) / 499 / explainedVariance[a]!).toBeCloseTo(1, 6);
      for (let b = 0; b < 7; b++) expect(dot(components.subarray(a * 7, a * 7 + 7), components.subarray(b * 7, b * 7 + 7))).toBeCloseTo(a === b ? 1 : 0, 10);
    }
  });

  it("scores a row by its distance from the mean along each component, to the last digit of an f32", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 9 }), fc.integer(), async (rows, columns, seed) => {
        const data = randomMatrix(rows, columns, seed);
        const { mean, components, scores } = await pca(data, { components: columns });
        for (let c = 0; c < columns; c++) {
          for (let i = 0; i < rows; i++) {
            let exact = 0;
            for (let j = 0; j < columns; j++) exact += (data.values[j * rows + i]! - mean[j]!) * components[c * columns + j]!;
            expect(Math.abs(scores.values[c * rows + i]! - exact)).toBeLessThanOrEqual(2 ** -24 * Math.abs(exact) + 1e-12);
          }
        }
      }),
      { seed: 8, numRuns: 40 },
    );
  });

  it("gives the shares of all components alone as it gives them with scores", async () => {
    for (const [rows, columns] of [[200, 5], [3, 7], [1, 2], [300, 90]] as const) {
      const data = randomMatrix(rows, columns, rows);
      const { explainedVarianceRatio } = await pca(data, { components: columns });
      expect(await explainedVarianceShares(data)).toEqual(explainedVarianceRatio);
    }
  });

  it("does not lose digits where columns lie far from 0", async () => {
    const near = randomMatrix(400, 3, 9);
    const far = { ...near, values: near.values.map((value, at) => value + 1e7 * (1 + Math.floor(at / 400))) };
    const [a, b] = [await pca(near, { components: 3 }), await pca(far, { components: 3 })];
    a.explainedVariance.forEach((value, c) => expect(b.explainedVariance[c]! / value).toBeCloseTo(1, 7));
  });

  it("gives the same bytes on any number of threads", async () => {
    const data = randomMatrix(9000, 80, 2);
    const run = async (threads: number) => {
      const { components, scores, explainedVariance } = await pca(data, { components: 5 }, { threads });
      return [components, scores.values, explainedVariance].map((part) => Buffer.from(part.buffer).toString("base64")).join();
    };
    const one = await run(1);
    expect(await run(2)).toBe(one);
    expect(await run(3)).toBe(one);
  });

  it("solves matrices above the small solver's size: A v = λ v, traces agree", async () => {
    const size = 131;
    const { nextFloat } = randomStream(6);
    const matrix = new Float64Array(size * size);
    for (let a = 0; a < size; a++) for (let b = a; b < size; b++) matrix[a * size + b] = matrix[b * size + a] = a < 100 ? nextFloat() - 0.5 : 0;
    const { values, vectors } = await symmetricEigen(matrix, size, size, { threads: 2 });
    const trace = Array.from({ length: size }, (_, a) => matrix[a * size + a]!).reduce((sum, value) => sum + value, 0);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 9);
    for (let c = 0; c < size; c++) {
      const vector = vectors.subarray(c * size, (c + 1) * size);
      expect(dot(vector, vector)).toBeCloseTo(1, 10);
      for (let a = 0; a < size; a += 13) expect(dot(matrix.subarray(a * size, (a + 1) * size), vector)).toBeCloseTo(values[c]! * vector[a]!, 10);
      if (c > 0) expect(values[c]!).toBeLessThanOrEqual(values[c - 1]!);
    }
  });

  it("copes with fewer rows than columns, one row, no rows and constant columns", async () => {
    const wide = await pca(randomMatrix(4, 10, 1), { components: 6 });
    expect(wide.explainedVarianceRatio.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect([...wide.explainedVariance.subarray(3)]).toEqual([0, 0, 0]);
    for (const rows of [[], [[5, 5]], [[5, 5], [5, 5], [5, 5]]]) {
      const { explainedVariance, explainedVarianceRatio, scores } = await pca(matrixOf(rows, 2), { components: 1 });
      expect([...explainedVariance, ...explainedVarianceRatio]).toEqual([0, 0]);
      expect(scores.values.every((value) => value === 0)).toBe(true);
    }
  });

  it("finds the few components of a few rows in hundreds of columns", async () => {
    // Groups of equal whole numbers: the covariance has rank 11 and hundreds of eigenvalues that are noise.
    const data = matrixOf(Array.from({ length: 12 }, (_c, i) => Array.from({ length: 700 }, (_, j) => ((i * 7 + j * 3) % 11) + (i < 6 ? 0 : 20))));
    const { explainedVarianceRatio, scores } = await pca(data, { components: 12 });
    expect(explainedVarianceRatio.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    // The first one tells the two groups apart.
    expect(new Set(Array.from({ length: 6 }, (_, i) => Math.sign(scores.values[i]!) * Math.sign(scores.values[i + 6]!)))).toEqual(new Set([-1]));
  });

  it("solves hundreds of columns where half of the eigenvalues are noise", async () => {
    // QL never settled here: the entries that are noise were shaken by the large ones in each sweep.
    const { nextFloat } = randomStream(1);
    const data = { rows: 300, columns: 600, values: Float64Array.from({ length: 300 * 600 }, () => nextFloat() + nextFloat() + nextFloat()) };
    const { components, explainedVariance, explainedVarianceRatio, scores } = await pca(data, { components: 300 }, { threads: 2 });
    expect(explainedVarianceRatio.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    for (const c of [1, 150, 298]) {
      const score = column(scores, c);
      expect(dot(score, score) / 299 / explainedVariance[c]!).toBeCloseTo(1, 6);
      expect(dot(score, column(scores, c - 1)) / explainedVariance[0]!).toBeCloseTo(0, 4);
      expect(dot(components.subarray(c * 600, (c + 1) * 600), components.subarray(c * 600, (c + 1) * 600))).toBeCloseTo(1, 12);
    }
  });

  it("finds the same in units of any size, as long as a variance is a number", async () => {
    const data = randomMatrix(50, 4, 3);
    const { components, explainedVarianceRatio } = await pca(data, { components: 4 });
    for (const unit of [1e-150, 1e150]) {
      const scaled = await pca({ ...data, values: data.values.map((value) => value * unit) }, { components: 4 });
      scaled.components.forEach((loading, at) => expect(loading).toBeCloseTo(components[at]!, 9));
      scaled.explainedVarianceRatio.forEach((share, c) => expect(share).toBeCloseTo(explainedVarianceRatio[c]!, 9));
    }
    await expect(pca({ ...data, values: data.values.map((value) => value * 1e200) }, { components: 1 })).rejects.toThrow(/data: its values are so large/);
  });

  it("refuses by name what it can't compute on, and stops when cancelled", async () => {
    await expect(pca(matrixOf([[1, NaN]]), { components: 1 })).rejects.toThrow(/data: row 0, column 1 is NaN/);
    await expect(pca(matrixOf([[1, 2]]), { components: 3 })).rejects.toThrow(/components: expected/);
    const data = randomMatrix(20_000, 90, 4);
    await expect(pca(data, { components: 2 }, { memoryLimitBytes: 1000 })).rejects.toBeInstanceOf(KernelMemoryExceeded);
    const controller = new AbortController();
    const onProgress = (): void => controller.abort();
    await expect(pca(data, { components: 2 }, { threads: 2, signal: controller.signal, onProgress })).rejects.toBeInstanceOf(KernelCancelled);
  });
});
