import { condensedChain, condensedDistances } from "./condensed-chain";
import { KernelMemoryExceeded, type KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { toMergeTree, type MergeTree, type RawMerges } from "./merge-tree";
import { createPacer, type Pacer } from "./pacer";
import { spanningTree } from "./spanning-tree";
import { validateMatrix } from "./validate-matrix";
import { wardChain } from "./ward-chain";

export type Linkage = "ward" | "complete" | "average" | "single";

export interface HierarchicalOptions {
  linkage: Linkage;
  /** Used by the two-stage way only. */
  seed: number;
}

const LINKAGES: readonly Linkage[] = ["ward", "complete", "average", "single"];

/** Up to here Ward runs on the distance matrix too, so that tied data gives SciPy's very tree. */
const CONDENSED_WARD_ROWS = 2_000;

/**
 * Agglomerative clustering with Euclidean distances: the whole merge tree, to be cut anywhere with `cutTree`.
 * @param data rows × columns, finite
 * @returns a tree numbered as SciPy's `linkage`; n = 0 gives a tree with no leaves, n = 1 one leaf and no merges
 * @throws RangeError for an unknown linkage, NaN or infinity; KernelMemoryExceeded before starting
 * Determinism: no random step. Ties as SciPy 1.10 (complete, average, and Ward up to 2,000 rows) and scikit-learn
 *   1.2 (single).
 * Source: nearest-neighbour chain (Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms") for ward,
 *   complete and average; Prim's minimum spanning tree for single.
 */
export async function hierarchical(data: Matrix, options: HierarchicalOptions, control?: KernelControl): Promise<MergeTree> {
  const { linkage } = options;
  if (!LINKAGES.includes(linkage)) throw new RangeError(`linkage must be one of ${LINKAGES.join(", ")}, got ${String(linkage)}`);
  validateMatrix(data);
  const pacer = createPacer(control);
  if (data.rows < 2) return toMergeTree(data.rows, { first: new Int32Array(0), second: new Int32Array(0), heights: new Float64Array(0) });
  const limitBytes = control?.memoryLimitBytes ?? Infinity;
  const requiredBytes = memoryOf(data, linkage);
  if (requiredBytes > limitBytes) throw new KernelMemoryExceeded(requiredBytes, limitBytes);
  const merges = await findMerges(data, linkage, pacer);
  control?.onProgress?.(1);
  return toMergeTree(data.rows, merges);
}

function findMerges(data: Matrix, linkage: Linkage, pacer: Pacer): Promise<RawMerges> {
  if (linkage === "single") return spanningTree(data, pacer);
  if (linkage === "ward" && data.rows > CONDENSED_WARD_ROWS) return wardChain(data, pacer);
  return condensedChain(condensedDistances(data), data.rows, linkage, pacer);
}

function memoryOf({ rows, columns }: Matrix, linkage: Linkage): number {
  const perRow = rows * (8 * columns + 64);
  return linkage === "single" || (linkage === "ward" && rows > CONDENSED_WARD_ROWS) ? perRow : perRow + 4 * rows * (rows - 1);
}
