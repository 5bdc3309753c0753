import type { Matrix } from "./matrix";
import type { Pacer } from "./pacer";

/**
 * Squared Euclidean distance of every row to its `neighbours`-th nearest row, the row itself counted as the first.
 * O(n² columns) time, O(n) memory.
 */
export async function squaredCoreDistances(data: Matrix, neighbours: number, pacer: Pacer): Promise<Float64Array> {
  const { rows, columns, values } = data;
  const result = new Float64Array(rows);
  const nearest = new Float64Array(Math.min(neighbours, rows));
  for (let i = 0; i < rows; i++) {
    if (pacer.due()) await pacer.breathe(i / rows);
    nearest.fill(Infinity);
    const last = nearest.length - 1;
    for (let other = 0; other < rows; other++) {
      let squared = 0;
      for (let j = 0; j < columns; j++) {
        const difference = values[j * rows + i]! - values[j * rows + other]!;
        squared += difference * difference;
      }
      if (squared < nearest[last]!) insert(nearest, squared);
    }
    result[i] = nearest[last]!;
  }
  return result;
}

/** Puts a value into an ascending list and drops the largest. */
function insert(ascending: Float64Array, value: number): void {
  let at = ascending.length - 1;
  for (; at > 0 && ascending[at - 1]! > value; at--) ascending[at] = ascending[at - 1]!;
  ascending[at] = value;
}
