import { KernelCancelled, type KernelControl } from "./control";
import { kmeans } from "./kmeans";
import type { Matrix } from "./matrix";
import { pca } from "./pca";
import { randomStream, type RandomStream } from "./random";
import { validateInteger, validateMatrix } from "./validate-matrix";

/** The statistic is a mean over many sets: the last digit of each inertia is worth no long search. */
const restarts = 2;

export interface GapOptions {
  /** The numbers of clusters to judge, ascending. */
  ks: number[];
  seed: number;
  /** Reference sets; default 20. */
  references?: number;
}

export interface Gap {
  k: number;
  /** Mean of log(inertia) over the reference sets minus log(inertia) of the data. */
  gap: number;
  /** Standard deviation over the reference sets times √(1 + 1/B). */
  standardError: number;
}

/**
 * The gap statistic: how much more a k-means of the data gains than one of data without clusters.
 *
 * `data` n × d (column-major, finite). The reference sets are uniform over the box of the data along its principal axes.
 * Where the inertia is 0 the gap is infinite.
 * @throws RangeError naming the argument. KernelCancelled.
 * Deterministic. Time of B × (number of ks) k-means runs on n rows, memory O(n d).
 * Source: Tibshirani, Walther & Hastie 2001, choice (b) of the reference distribution; within-dispersion as the inertia.
 */
export async function gapStatistic(data: Matrix, options: GapOptions, control: KernelControl = {}): Promise<Gap[]> {
  validateMatrix(data);
  const references = options.references ?? 20;
  validateInteger(references, "options.references", 1);
  const inner: KernelControl = { threads: control.threads, signal: control.signal, memoryLimitBytes: control.memoryLimitBytes };
  const own = await logInertias(data, options, inner);
  const axes = await principalBox(data, inner);
  const random = randomStream(options.seed);
  const logs: number[][] = [];
  for (let b = 0; b < references; b += 1) {
    if (control.signal?.aborted) throw new KernelCancelled();
    logs.push(await logInertias(drawUniform(data.rows, axes, random), options, inner));
    control.onProgress?.((b + 1) / references);
  }
  return options.ks.map((k, at) => {
    const values = logs.map((row) => row[at]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / references;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / references;
    return { k, gap: mean - own[at]!, standardError: Math.sqrt(variance * (1 + 1 / references)) };
  });
}

/**
 * The number of clusters that the gap supports: the smallest k whose gap is at least the next one's minus its standard error.
 * Without any such k, the largest judged.
 */
export function gapChoice(gaps: Gap[]): number {
  const chosen = gaps.find(({ gap }, at) => {
    const next = gaps[at + 1];
    return next !== undefined && gap >= next.gap - next.standardError;
  });
  return chosen?.k ?? gaps[gaps.length - 1]?.k ?? 1;
}

async function logInertias(data: Matrix, options: GapOptions, control: KernelControl): Promise<number[]> {
  const logs: number[] = [];
  for (const k of options.ks) logs.push(Math.log((await kmeans(data, { k, seed: options.seed, restarts }, control)).inertia));
  return logs;
}

interface Axis {
  low: number;
  range: number;
}

/** The ranges of the rows along their principal axes. Inertia doesn't change under rotation, so nothing is rotated back. */
async function principalBox(data: Matrix, control: KernelControl): Promise<Axis[]> {
  const { scores } = await pca(data, { components: Math.min(data.columns, data.rows) }, control);
  return Array.from({ length: scores.columns }, (_, j) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = j * scores.rows; i < (j + 1) * scores.rows; i += 1) {
      low = Math.min(low, scores.values[i]!);
      high = Math.max(high, scores.values[i]!);
    }
    return { low, range: high - low };
  });
}

function drawUniform(rows: number, axes: Axis[], random: RandomStream): Matrix {
  const values = new Float64Array(rows * axes.length);
  axes.forEach(({ low, range }, j) => {
    for (let i = 0; i < rows; i += 1) values[j * rows + i] = low + range * random.nextFloat();
  });
  return { rows, columns: axes.length, values };
}
