import type { Matrix } from "./matrix";
import { createMerges, type RawMerges } from "./merge-tree";
import type { Pacer } from "./pacer";

/**
 * The Euclidean minimum spanning tree by Prim's algorithm (1957), edges in the order they are found from row 0.
 * Of equally near rows the lowest index joins first, from the row of the tree that reached it first (as scikit-learn's
 * `mst_linkage_core`). O(n² columns) time, O(n) memory beside the data.
 */
export async function spanningTree(data: Matrix, pacer: Pacer): Promise<RawMerges> {
  const { rows, columns, values } = data;
  const merges = createMerges(rows - 1);
  const outside = new Int32Array(rows - 1);
  for (let i = 0; i < rows - 1; i++) outside[i] = i + 1;
  const nearest = new Float64Array(rows).fill(Infinity);
  const source = new Int32Array(rows);
  let current = 0;
  for (let edge = 0; edge < rows - 1; edge++) {
    if (pacer.due()) await pacer.breathe(1 - (1 - edge / rows) ** 2);
    let best = Infinity;
    let bestAt = 0;
    const left = rows - 1 - edge;
    for (let at = 0; at < left; at++) {
      const i = outside[at]!;
      let squared = 0;
      for (let j = 0; j < columns; j++) {
        const difference = values[j * rows + current]! - values[j * rows + i]!;
        squared += difference * difference;
      }
      if (squared < nearest[i]!) {
        nearest[i] = squared;
        source[i] = current;
      }
      if (nearest[i]! < best) {
        best = nearest[i]!;
        bestAt = at;
      }
    }
    current = outside[bestAt]!;
    outside.copyWithin(bestAt, bestAt + 1, left);
    merges.first[edge] = source[current]!;
    merges.second[edge] = current;
    merges.heights[edge] = Math.sqrt(best);
  }
  return merges;
}
