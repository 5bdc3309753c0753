import { KernelCancelled, type KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { randomStream, type RandomStream } from "./random";
import { renumbering } from "./renumber";
import { validateInteger, validateMatrix } from "./validate-matrix";

export interface KmeansOptions {
  k: number;
  seed: number;
  restarts?: number;
  maxIterations?: number;
}

export interface KmeansResult {
  labels: Int32Array;
  centroids: Float64Array;
  inertia: number;
  sizes: Int32Array;
  iterations: number;
}

interface Attempt {
  labels: Int32Array;
  centroids: Float64Array;
  inertia: number;
  iterations: number;
}

export async function kmeans(data: Matrix, options: KmeansOptions, control: KernelControl = {}): Promise<KmeansResult> {
  validateMatrix(data);
  const { k, seed, restarts = 10, maxIterations = 300 } = options;
  validateInteger(k, "k", 1);
  const random = randomStream(seed);
  const { rows: n, columns: d } = data;
  let best: Attempt | undefined;
  for (let attempt = 0; attempt < restarts; attempt++) {
    await new Promise(setImmediate);
    if (control.signal?.aborted) throw new KernelCancelled();
    const found = lloyd(data, seedCentres(data, Math.min(k, n), random), Math.min(k, n), maxIterations);
    if (!best || found.inertia < best.inertia) best = found;
    control.onProgress?.((attempt + 1) / restarts);
  }
  const { labels, order, sizes } = renumbering(best!.labels, Math.min(k, n));
  const centroids = new Float64Array(order.length * d);
  order.forEach((old, c) => centroids.set(best!.centroids.subarray(old * d, old * d + d), c * d));
  return { labels, centroids, inertia: best!.inertia, sizes, iterations: best!.iterations };
}

function seedCentres({ rows: n, columns: d, values }: Matrix, k: number, random: RandomStream): Float64Array {
  const centres = new Float64Array(k * d);
  const nearest = new Float64Array(n).fill(Infinity);
  let chosen = random.nextBelow(n);
  for (let c = 0; c < k; c++) {
    let total = 0;
    for (let j = 0; j < d; j++) centres[c * d + j] = values[j * n + chosen]!;
    for (let i = 0; i < n; i++) {
      let square = 0;
      for (let j = 0; j < d; j++) square += (values[j * n + i]! - centres[c * d + j]!) ** 2;
      nearest[i] = Math.min(nearest[i]!, square);
      total += nearest[i]!;
    }
    let target = random.nextFloat() * total;
    chosen = 0;
    for (let i = 0; i < n && target >= 0; i++) if (nearest[i]! > 0) { target -= nearest[i]!; chosen = i; }
  }
  return centres;
}

function lloyd({ rows: n, columns: d, values }: Matrix, start: Float64Array, k: number, maxIterations: number): Attempt {
  let centroids = start;
  const labels = new Int32Array(n).fill(-1);
  let inertia = 0;
  let iterations = 0;
  for (let changed = true; changed && iterations < maxIterations; iterations++) {
    changed = false;
    inertia = 0;
    const sums = new Float64Array(k * d);
    const counts = new Float64Array(k);
    for (let i = 0; i < n; i++) {
      let nearest = 0;
      let least = Infinity;
      for (let c = 0; c < k; c++) {
        let square = 0;
        for (let j = 0; j < d; j++) square += (values[j * n + i]! - centroids[c * d + j]!) ** 2;
        if (square < least) { least = square; nearest = c; }
      }
      if (labels[i] !== nearest) changed = true;
      labels[i] = nearest;
      inertia += least;
      counts[nearest]!++;
      for (let j = 0; j < d; j++) sums[nearest * d + j]! += values[j * n + i]!;
    }
    if (changed) centroids = sums.map((sum, at) => (counts[Math.floor(at / d)]! > 0 ? sum / counts[Math.floor(at / d)]! : centroids[at]!));
  }
  return { labels, centroids, inertia, iterations };
}
