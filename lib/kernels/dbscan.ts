import { KernelMemoryExceeded, type KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { findRoot } from "./merge-tree";
import { createPacer } from "./pacer";
import { renumberLabels } from "./renumber";
import { rowGrid } from "./row-grid";
import { validateInteger, validateMatrix } from "./validate-matrix";

export interface DbscanOptions {
  /** Radius of a neighbourhood, in the unit of the data; > 0. */
  eps: number;
  /** Rows within eps, the row itself counted, that make a core point; ≥ 1. */
  minSamples: number;
}

export interface DbscanResult {
  /** −1 is noise; clusters by size, largest first. */
  labels: Int32Array;
  /** 1 where the row is a core point. */
  core: Uint8Array;
  clusters: number;
  /** Rows labelled −1. */
  noise: number;
  corePoints: number;
}

/**
 * Density-based clustering, exact. Two rows are neighbours when their Euclidean distance is ≤ eps.
 * A border row (not core, but a core point within eps) goes to the cluster of its **nearest** core point, ties to the
 * lowest row; scikit-learn gives it to the cluster found first, so border rows may differ there, and nothing else.
 * @throws RangeError for eps not above 0, minSamples below 1, NaN or infinity; KernelMemoryExceeded before starting
 * Determinism: a pure function of the input. n = 0 gives no clusters; all-noise data gives clusters 0.
 * Memory O(n): neighbours are visited, never stored.
 * Source: Ester, Kriegel, Sander, Xu 1996.
 */
export async function dbscan(data: Matrix, options: DbscanOptions, control?: KernelControl): Promise<DbscanResult> {
  const { eps, minSamples } = options;
  if (!(eps > 0 && eps < Infinity)) throw new RangeError(`eps must be a finite number above 0, got ${eps}`);
  validateInteger(minSamples, "minSamples", 1);
  validateMatrix(data);
  const { rows } = data;
  const limitBytes = control?.memoryLimitBytes ?? Infinity;
  const requiredBytes = rows * 64;
  if (requiredBytes > limitBytes) throw new KernelMemoryExceeded(requiredBytes, limitBytes);
  const pacer = createPacer(control);
  const visit = rowGrid(data, eps);
  const core = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    if (pacer.due()) await pacer.breathe(i / rows / 2);
    let neighbours = 0;
    visit(i, () => ++neighbours >= minSamples);
    core[i] = neighbours >= minSamples ? 1 : 0;
  }
  const parent = Int32Array.from({ length: rows }, (_, i) => i);
  for (let i = 0; i < rows; i++) {
    if (pacer.due()) await pacer.breathe(0.5 + i / rows / 2);
    if (core[i]) visit(i, (other) => core[other] === 1 && other < i && joined(parent, i, other));
    else parent[i] = nearestCore(i, visit, core);
  }
  control?.onProgress?.(1);
  return describe(core, parent);
}

type Visit = ReturnType<typeof rowGrid>;

function joined(parent: Int32Array, a: number, b: number): false {
  const rootA = findRoot(parent, a);
  const rootB = findRoot(parent, b);
  parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  return false;
}

/** The nearest core point within eps, or −1. */
function nearestCore(i: number, visit: Visit, core: Uint8Array): number {
  let nearest = -1;
  let least = Infinity;
  visit(i, (other, squared) => {
    if (core[other] === 1 && (squared < least || (squared === least && other < nearest))) {
      least = squared;
      nearest = other;
    }
    return false;
  });
  return nearest;
}

function describe(core: Uint8Array, parent: Int32Array): DbscanResult {
  const rows = core.length;
  const labelOfRoot = new Int32Array(rows).fill(-1);
  const labels = new Int32Array(rows);
  let clusters = 0;
  let noise = 0;
  let corePoints = 0;
  for (let i = 0; i < rows; i++) {
    corePoints += core[i]!;
    if (parent[i] === -1) {
      labels[i] = -1;
      noise++;
      continue;
    }
    const root = findRoot(parent, core[i] ? i : parent[i]!);
    if (labelOfRoot[root] === -1) labelOfRoot[root] = clusters++;
    labels[i] = labelOfRoot[root]!;
  }
  return { labels: renumberLabels(labels, clusters), core, clusters, noise, corePoints };
}
