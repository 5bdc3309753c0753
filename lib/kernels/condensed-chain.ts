import type { Matrix } from "./matrix";
import type { RawMerges } from "./merge-tree";
import type { Pacer } from "./pacer";

export type ChainLinkage = "ward" | "complete" | "average";

/** Distance from the union of x and y to i, from the three distances and the three sizes (Lance and Williams 1967). */
type Update = (toX: number, toY: number, between: number, sizeX: number, sizeY: number, sizeI: number) => number;

const UPDATES: Record<ChainLinkage, Update> = {
  complete: (toX, toY) => (toX > toY ? toX : toY),
  average: (toX, toY, _between, sizeX, sizeY) => (sizeX * toX + sizeY * toY) / (sizeX + sizeY),
  ward: (toX, toY, between, sizeX, sizeY, sizeI) => {
    const share = 1 / (sizeX + sizeY + sizeI);
    return Math.sqrt((sizeI + sizeX) * share * toX * toX + (sizeI + sizeY) * share * toY * toY - sizeI * share * between * between);
  },
};

/** Euclidean distances of all pairs, SciPy's condensed order: (0,1), (0,2) … (1,2) …; n (n − 1) / 2 numbers. */
export async function condensedDistances(data: Matrix, pacer: Pacer): Promise<Float64Array> {
  const { rows, columns, values } = data;
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  for (let i = 0, at = 0; i < rows - 1; i++) {
    if (pacer.due()) await pacer.breathe((0.2 * i) / rows);
    for (let other = i + 1; other < rows; other++, at++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) {
        const difference = values[j * rows + i]! - values[j * rows + other]!;
        sum += difference * difference;
      }
      distances[at] = Math.sqrt(sum);
    }
  }
  return distances;
}

/**
 * Nearest-neighbour chain on a condensed distance matrix, step for step as SciPy 1.10 `_hierarchy.nn_chain`, so that
 * trees of data with tied distances come out as there. Overwrites `distances`. `weights` gives the rows behind each row
 * (default 1). O(n²) time, no further memory but O(n).
 */
export async function condensedChain(distances: Float64Array, rows: number, linkage: ChainLinkage, pacer: Pacer, weights?: Int32Array): Promise<RawMerges> {
  const update = UPDATES[linkage];
  const merges: RawMerges = { first: new Int32Array(rows - 1), second: new Int32Array(rows - 1), heights: new Float64Array(rows - 1) };
  const size = weights?.slice() ?? new Int32Array(rows).fill(1);
  const chain = new Int32Array(rows);
  let length = 0;
  let lowest = 0;
  for (let merge = 0; merge < rows - 1; merge++) {
    if (pacer.due()) await pacer.breathe(0.2 + (0.8 * merge) / rows);
    if (length === 0) {
      while (size[lowest] === 0) lowest++;
      chain[0] = lowest;
      length = 1;
    }
    for (;;) {
      const x = chain[length - 1]!;
      const previous = length > 1 ? chain[length - 2]! : -1;
      const { nearest, distance } = nearestCluster(distances, rows, size, x, previous);
      if (nearest !== previous) {
        chain[length++] = nearest;
        continue;
      }
      length -= 2;
      const gone = Math.min(x, nearest);
      const kept = Math.max(x, nearest);
      merges.first[merge] = gone;
      merges.second[merge] = kept;
      merges.heights[merge] = distance;
      unite(distances, rows, size, gone, kept, distance, update);
      break;
    }
  }
  return merges;
}

/** The cluster nearest to x; the previous one of the chain wins ties, then the lowest index. */
function nearestCluster(distances: Float64Array, rows: number, size: Int32Array, x: number, previous: number) {
  let nearest = previous;
  let distance = previous >= 0 ? distances[condensedIndex(rows, x, previous)]! : Infinity;
  for (let i = 0; i < x; i++) {
    if (size[i] === 0) continue;
    const candidate = distances[condensedIndex(rows, i, x)]!;
    if (candidate < distance) {
      distance = candidate;
      nearest = i;
    }
  }
  const row = condensedIndex(rows, x, x + 1) - (x + 1);
  for (let i = x + 1; i < rows; i++) {
    if (size[i] === 0) continue;
    const candidate = distances[row + i]!;
    if (candidate < distance) {
      distance = candidate;
      nearest = i;
    }
  }
  return { nearest, distance };
}

function unite(distances: Float64Array, rows: number, size: Int32Array, gone: number, kept: number, between: number, update: Update) {
  const sizeGone = size[gone]!;
  const sizeKept = size[kept]!;
  size[gone] = 0;
  size[kept] = sizeGone + sizeKept;
  for (let i = 0; i < rows; i++) {
    const sizeI = size[i]!;
    if (sizeI === 0 || i === kept) continue;
    const at = condensedIndex(rows, i, kept);
    distances[at] = update(distances[condensedIndex(rows, i, gone)]!, distances[at]!, between, sizeGone, sizeKept, sizeI);
  }
}

function condensedIndex(rows: number, a: number, b: number): number {
  return a < b ? rows * a - (a * (a + 1)) / 2 + (b - a - 1) : rows * b - (b * (b + 1)) / 2 + (a - b - 1);
}
