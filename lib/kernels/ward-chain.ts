import type { Matrix } from "./matrix";
import type { RawMerges } from "./merge-tree";
import type { Pacer } from "./pacer";

/**
 * Ward's clustering by the nearest-neighbour chain on centroids (Murtagh 1983; Müllner 2011, section 3): the squared
 * height of joining A and B is 2 |A| |B| / (|A| + |B|) · ‖mean(A) − mean(B)‖², so no distance matrix is kept.
 * `weights` gives the rows behind each row of data (default 1 each). O(n² columns) time, O(n columns) memory.
 */
export async function wardChain(data: Matrix, pacer: Pacer, weights?: Int32Array): Promise<RawMerges> {
  const { rows, columns } = data;
  const merges: RawMerges = { first: new Int32Array(rows - 1), second: new Int32Array(rows - 1), heights: new Float64Array(rows - 1) };
  const centroids = rowMajorCentred(data);
  const size = weights ? Float64Array.from(weights) : new Float64Array(rows).fill(1);
  const alive = new Int32Array(rows);
  for (let i = 0; i < rows; i++) alive[i] = i;
  let aliveCount = rows;
  const chain = new Int32Array(rows);
  let length = 0;
  for (let merge = 0; merge < rows - 1; ) {
    if (pacer.due()) await pacer.breathe(1 - (1 - merge / rows) ** 2);
    if (length === 0) chain[length++] = alive[0]!;
    const x = chain[length - 1]!;
    const previous = length > 1 ? chain[length - 2]! : -1;
    let nearest = previous;
    let distance = previous >= 0 ? wardSquared(centroids, columns, size, x, previous) : Infinity;
    for (let at = 0; at < aliveCount; at++) {
      const i = alive[at]!;
      if (i === x) continue;
      const candidate = wardSquared(centroids, columns, size, x, i);
      if (candidate < distance) {
        distance = candidate;
        nearest = i;
      }
    }
    if (nearest !== previous) {
      chain[length++] = nearest;
      continue;
    }
    length -= 2;
    const gone = Math.min(x, nearest);
    const kept = Math.max(x, nearest);
    merges.first[merge] = gone;
    merges.second[merge] = kept;
    merges.heights[merge++] = Math.sqrt(distance);
    const total = size[gone]! + size[kept]!;
    for (let j = 0; j < columns; j++) {
      const mean = (size[gone]! * centroids[gone * columns + j]! + size[kept]! * centroids[kept * columns + j]!) / total;
      centroids[kept * columns + j] = mean;
    }
    size[kept] = total;
    const goneAt = alive.subarray(0, aliveCount).indexOf(gone);
    alive.copyWithin(goneAt, goneAt + 1, aliveCount--);
  }
  return merges;
}

function wardSquared(centroids: Float64Array, columns: number, size: Float64Array, a: number, b: number): number {
  let squared = 0;
  for (let j = 0; j < columns; j++) {
    const difference = centroids[a * columns + j]! - centroids[b * columns + j]!;
    squared += difference * difference;
  }
  return (2 * size[a]! * size[b]! * squared) / (size[a]! + size[b]!);
}

/** Rows one after the other, each column's mean taken out: differences of far-off numbers keep their digits. */
function rowMajorCentred(data: Matrix): Float64Array {
  const { rows, columns, values } = data;
  const centred = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += values[j * rows + i]! / rows;
    for (let i = 0; i < rows; i++) centred[i * columns + j] = values[j * rows + i]! - mean;
  }
  return centred;
}
