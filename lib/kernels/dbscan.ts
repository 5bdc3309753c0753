import type { KernelControl } from "./control";
import { DBSCAN_WASM } from "./generated/dbscan";
import { layOutKdTree, mostNodes, SCRATCH_BYTES, treeArguments, treeThreads } from "./kd-tree-layout";
import type { Matrix } from "./matrix";
import { findRoot } from "./merge-tree";
import { renumberLabels } from "./renumber";
import { createAllocator } from "./runtime/allocator";
import { openSession, requireMemory } from "./runtime/session";
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
 * Determinism: a pure function of the input, on any number of threads. n = 0 gives no clusters; all-noise data gives
 *   clusters 0.
 * Method: a k-d tree; groups of rows that lie within eps of each other are core without being counted; core rows are
 *   linked in a union-find that passes over subtrees of one cluster. About O(n log n) time where eps is small beside
 *   the data, O(n²) at worst; O(n columns) memory: neighbours are visited, never stored.
 * Source: Ester, Kriegel, Sander, Xu 1996; the box tests follow Gan, Tao 2015.
 */
export async function dbscan(data: Matrix, options: DbscanOptions, control: KernelControl = {}): Promise<DbscanResult> {
  const { eps, minSamples } = options;
  if (!(eps > 0 && eps < Infinity)) throw new RangeError(`eps must be a finite number above 0, got ${eps}`);
  validateInteger(minSamples, "minSamples", 1);
  validateMatrix(data);
  const { rows, columns, values } = data;
  if (rows === 0) return { labels: new Int32Array(0), core: new Uint8Array(0), clusters: 0, noise: 0, corePoints: 0 };
  const threads = treeThreads(rows, columns, control);
  const { tree, core, parent, border, tags, scratch, bytes } = layOut(rows, columns, threads);
  requireMemory(bytes + rows * 20, control);
  const session = openSession({ name: "dbscan", wasm: DBSCAN_WASM, bytes, threads, control });
  try {
    new Float64Array(session.buffer, tree.points, rows * columns).set(values);
    await session.run("tree", ...treeArguments(tree));
    // More neighbours than rows can't be had: any number above means the same.
    await session.run("dbscan", rows, eps, Math.min(minSamples, rows + 1), core, parent, border, tags, scratch);
    const isCore = new Uint8Array(session.buffer, core, rows).slice();
    const result = describe(isCore, new Int32Array(session.buffer, parent, rows), new Int32Array(session.buffer, border, rows));
    control.onProgress?.(1);
    return result;
  } finally {
    session.close();
  }
}

function layOut(rows: number, columns: number, threads: number) {
  const allocator = createAllocator();
  const tree = layOutKdTree(allocator, rows, columns);
  const core = allocator.take(rows);
  const parent = allocator.take(rows * 4);
  const border = allocator.take(rows * 4);
  const tags = allocator.take(mostNodes(rows) * 4);
  const scratch = allocator.take(SCRATCH_BYTES * Math.max(1, threads));
  return { tree, core, parent, border, tags, scratch, bytes: allocator.used() };
}

function describe(core: Uint8Array, parent: Int32Array, border: Int32Array): DbscanResult {
  const rows = core.length;
  const labelOfRoot = new Int32Array(rows).fill(-1);
  const labels = new Int32Array(rows);
  let clusters = 0;
  let noise = 0;
  let corePoints = 0;
  for (let i = 0; i < rows; i++) {
    corePoints += core[i]!;
    const at = core[i] ? i : border[i]!;
    if (at === -1) {
      labels[i] = -1;
      noise++;
      continue;
    }
    const root = findRoot(parent, at);
    if (labelOfRoot[root] === -1) labelOfRoot[root] = clusters++;
    labels[i] = labelOfRoot[root]!;
  }
  return { labels: renumberLabels(labels, clusters), core, clusters, noise, corePoints };
}
