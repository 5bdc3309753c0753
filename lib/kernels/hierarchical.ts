import { condensedChain, condensedDistances } from "./condensed-chain";
import { KernelMemoryExceeded, type KernelControl } from "./control";
import { distinctRows, pickRows } from "./distinct-rows";
import type { Matrix } from "./matrix";
import { toMergeTree, type MergeTree, type RawMerges } from "./merge-tree";
import { askNeighbours, neighbourBytes } from "./neighbour-session";
import { createPacer } from "./pacer";
import { spanningTree } from "./spanning-tree";
import { validateMatrix } from "./validate-matrix";
import { wardBytes, wardMerges } from "./ward-merges";

export type Linkage = "ward" | "complete" | "average" | "single";

export interface HierarchicalOptions {
  linkage: Linkage;
  /** Used by the two-stage way only. */
  seed: number;
}

const LINKAGES: readonly Linkage[] = ["ward", "complete", "average", "single"];

/** Up to here tied distances are broken exactly as the reference implementations break them; beyond, the tree is searched. */
const REFERENCE_ROWS = 2_000;

/**
 * Agglomerative clustering with Euclidean distances: the whole merge tree, to be cut anywhere with `cutTree`.
 * @param data rows × columns, finite
 * @returns a tree numbered as SciPy's `linkage`; n = 0 gives a tree with no leaves, n = 1 one leaf and no merges
 * @throws RangeError for an unknown linkage, NaN or infinity; KernelMemoryExceeded before starting
 * Determinism: no random step. Ties as SciPy 1.10 (complete, average, and Ward up to 2,000 rows) and scikit-learn
 *   1.2 (single up to 2,000 rows); beyond that by a fixed rule on the row numbers. Heights carry f64 precision throughout.
 * Source: nearest-neighbour chain and reciprocal nearest neighbours (Müllner 2011, "Modern hierarchical, agglomerative
 *   clustering algorithms") for ward, complete and average; the minimum spanning tree (Prim, Borůvka) for single.
 */
export async function hierarchical(data: Matrix, options: HierarchicalOptions, control: KernelControl = {}): Promise<MergeTree> {
  const { linkage } = options;
  if (!LINKAGES.includes(linkage)) throw new RangeError(`linkage must be one of ${LINKAGES.join(", ")}, got ${String(linkage)}`);
  validateMatrix(data);
  if (data.rows < 2) return toMergeTree(data.rows, { first: new Int32Array(0), second: new Int32Array(0), heights: new Float64Array(0) });
  const limitBytes = control.memoryLimitBytes ?? Infinity;
  const requiredBytes = memoryOf(data, linkage, control.threads ?? 1);
  if (requiredBytes > limitBytes) throw new KernelMemoryExceeded(requiredBytes, limitBytes);
  const merges = await findMerges(data, linkage, control);
  control.onProgress?.(1);
  return toMergeTree(data.rows, merges);
}

async function findMerges(data: Matrix, linkage: Linkage, control: KernelControl): Promise<RawMerges> {
  const isLarge = data.rows > REFERENCE_ROWS;
  if (linkage === "ward" && isLarge) return joinEqualRows(data, (distinct, counts) => wardMerges(distinct, control, counts));
  if (linkage === "single" && isLarge) return joinEqualRows(data, async (distinct) => (await askNeighbours(distinct, { tree: "plain" }, control)).edges!);
  if (linkage === "single") return spanningTree(data, createPacer(control));
  return condensedChain(condensedDistances(data), data.rows, linkage, createPacer(control));
}

/** Equal rows are joined first, at height 0; the search sees each once, with its weight. */
async function joinEqualRows(data: Matrix, find: (distinct: Matrix, counts: Int32Array) => Promise<RawMerges>): Promise<RawMerges> {
  const { representatives, positionOf, counts } = distinctRows(data);
  if (representatives.length === data.rows) return find(data, counts);
  const merges: RawMerges = { first: new Int32Array(data.rows - 1), second: new Int32Array(data.rows - 1), heights: new Float64Array(data.rows - 1) };
  let joined = 0;
  for (let i = 0; i < data.rows; i++) {
    const representative = representatives[positionOf[i]!]!;
    if (representative === i) continue;
    merges.first[joined] = representative;
    merges.second[joined++] = i;
  }
  if (representatives.length === 1) return merges;
  const found = await find(pickRows(data, representatives), counts);
  found.heights.forEach((height, m) => {
    merges.first[joined] = representatives[found.first[m]!]!;
    merges.second[joined] = representatives[found.second[m]!]!;
    merges.heights[joined++] = height;
  });
  return merges;
}

function memoryOf({ rows, columns }: Matrix, linkage: Linkage, threads: number): number {
  const perRow = rows * (8 * columns + 64);
  if (rows > REFERENCE_ROWS && linkage === "ward") return wardBytes(rows, columns, threads) + perRow;
  if (rows > REFERENCE_ROWS && linkage === "single") return neighbourBytes(rows, columns, threads, 1) + perRow;
  return linkage === "single" ? perRow : perRow + 4 * rows * (rows - 1);
}
