import { chainBytes, chainMerges } from "./chain-merges";
import type { KernelControl } from "./control";
import { distinctRows } from "./distinct-rows";
import type { Matrix } from "./matrix";
import { microClusterBytes, microClusters } from "./micro-clusters";
import { createMerges, toMergeTree, type MergeTree, type RawMerges } from "./merge-tree";
import { askNeighbours, neighbourBytes } from "./neighbour-session";
import { createPacer } from "./pacer";
import { pickRows } from "./pick-rows";
import { requireMemory } from "./runtime/session";
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

/** Exact up to so many rows; beyond, in two stages. */
export const MOST_EXACT_ROWS: Record<Linkage, number> = { ward: 50_000, single: 50_000, complete: 30_000, average: 30_000 };
/** Leaves of a tree in two stages, at most. */
export const MICRO_CLUSTERS = 2_048;

/** In more columns a tree finds nothing that it could skip: there Ward takes the matrix of distances, up to so many rows. */
const MOST_TREE_COLUMNS = 32;
const MOST_WARD_MATRIX_ROWS = 16_000;

/**
 * Agglomerative clustering with Euclidean distances: the whole merge tree, to be cut anywhere with `cutTree`.
 * @param data rows × columns, finite
 * @returns a tree numbered as SciPy's `linkage`; n = 0 gives a tree with no leaves, n = 1 one leaf and no merges
 * @throws RangeError for an unknown linkage, NaN or infinity; KernelMemoryExceeded before starting
 * Exact up to 50,000 rows for ward and single, 30,000 for complete and average. Beyond, in two stages, and `rowToLeaf`
 *   says so: K-means gathers the rows in some 2,000 micro-clusters (the seed draws its first sample), and these are
 *   joined: ward exactly as it would go on from them, average with their weights, complete and single by their centroids.
 * Determinism: same bytes on any number of threads; no random step where it is exact. Ties as SciPy 1.10 (complete, average,
 *   and Ward up to 2,000 rows) and scikit-learn 1.2 (single up to 2,000 rows); beyond that by a fixed rule on the row numbers.
 *   Heights carry f64 precision throughout.
 * Source: nearest-neighbour chain and reciprocal nearest neighbours (Müllner 2011, "Modern hierarchical, agglomerative
 *   clustering algorithms") for ward, complete and average; the minimum spanning tree (Prim, Borůvka) for single.
 */
export async function hierarchical(data: Matrix, options: HierarchicalOptions, control: KernelControl = {}): Promise<MergeTree> {
  const { linkage } = options;
  if (!LINKAGES.includes(linkage)) throw new RangeError(`linkage must be one of ${LINKAGES.join(", ")}, got ${String(linkage)}`);
  validateMatrix(data);
  if (data.rows < 2) return toMergeTree(data.rows, createMerges(0));
  requireMemory(memoryOf(data, linkage, control), control);
  if (data.rows > MOST_EXACT_ROWS[linkage]) return inTwoStages(data, options, control);
  const merges = await findMerges(data, linkage, control);
  control.onProgress?.(1);
  return toMergeTree(data.rows, merges);
}

async function inTwoStages(data: Matrix, { linkage, seed }: HierarchicalOptions, control: KernelControl): Promise<MergeTree> {
  const { onProgress } = control;
  const firstStage = onProgress && { onProgress: (ratio: number) => onProgress(0.8 * ratio) };
  const { labels, centroids, counts } = await microClusters(data, MICRO_CLUSTERS, seed, { ...control, ...firstStage });
  const secondStage = { ...control, onProgress: onProgress && ((ratio: number) => onProgress(0.8 + 0.2 * ratio)) };
  const merges = await joinMicroClusters(centroids, counts, linkage, secondStage);
  onProgress?.(1);
  return { ...toMergeTree(centroids.rows, merges, counts), rowToLeaf: labels };
}

async function joinMicroClusters(centroids: Matrix, counts: Int32Array, linkage: Linkage, control: KernelControl): Promise<RawMerges> {
  if (centroids.rows < 2) return createMerges(0);
  if (linkage === "ward") return wardMerges(centroids, control, counts);
  if (linkage === "single") return spanningTree(centroids, createPacer(control));
  return chainMerges(centroids, linkage, control, counts);
}

async function findMerges(data: Matrix, linkage: Linkage, control: KernelControl): Promise<RawMerges> {
  const isLarge = data.rows > REFERENCE_ROWS;
  if (linkage === "single") {
    return isLarge ? joinEqualRows(data, async (distinct) => (await askNeighbours(distinct, { tree: "plain" }, control)).edges!) : spanningTree(data, createPacer(control));
  }
  if (linkage === "ward" && isLarge && !takesMatrix(data, control)) return joinEqualRows(data, (distinct, counts) => wardMerges(distinct, control, counts));
  return chainMerges(data, linkage, control);
}

/** Equal rows are joined first, at height 0; the search sees each once, with its weight. */
async function joinEqualRows(data: Matrix, find: (distinct: Matrix, counts: Int32Array) => Promise<RawMerges>): Promise<RawMerges> {
  const { representatives, positionOf, counts } = distinctRows(data);
  if (representatives.length === data.rows) return find(data, counts);
  const merges = createMerges(data.rows - 1);
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

/** Whether Ward takes the matrix of distances beyond the rows where it always does: on wide data, where it may be had. */
function takesMatrix({ rows, columns }: Matrix, { memoryLimitBytes = Infinity }: KernelControl): boolean {
  return columns > MOST_TREE_COLUMNS && rows <= MOST_WARD_MATRIX_ROWS && chainBytes(rows, columns) + bytesPerRow(columns) * rows <= memoryLimitBytes;
}

function bytesPerRow(columns: number): number {
  return 8 * columns + 64;
}

function memoryOf(data: Matrix, linkage: Linkage, control: KernelControl): number {
  const { rows, columns } = data;
  const threads = control.threads ?? 1;
  const perRow = rows * bytesPerRow(columns);
  if (rows > MOST_EXACT_ROWS[linkage]) return microClusterBytes(rows, columns, MICRO_CLUSTERS, threads) + 4 * MICRO_CLUSTERS ** 2;
  if (rows > REFERENCE_ROWS && linkage === "ward" && !takesMatrix(data, control)) return wardBytes(rows, columns, threads) + perRow;
  if (rows > REFERENCE_ROWS && linkage === "single") return neighbourBytes(rows, columns, threads, 1) + perRow;
  return linkage === "single" ? perRow : chainBytes(rows, columns) + perRow;
}
