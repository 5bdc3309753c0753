import { notSegmented } from "./segment-rows";

/** Puts values of the prepared rows back to the positions of the table's rows; the others get NaN. The same array where nothing has to move. */
export function scatterFloats(values: ArrayLike<number>, total: number, keptRows?: Uint32Array): Float32Array {
  if (!keptRows) return values instanceof Float32Array ? values : new Float32Array(values);
  const scattered = new Float32Array(total).fill(Number.NaN);
  for (let i = 0; i < keptRows.length; i += 1) scattered[keptRows[i] ?? 0] = values[i] ?? Number.NaN;
  return scattered;
}

/** As `scatterFloats`, for labels; rows that took no part get `notSegmented`. */
export function scatterLabels(labels: Int32Array, total: number, keptRows?: Uint32Array): Int32Array {
  if (!keptRows) return labels;
  const scattered = new Int32Array(total).fill(notSegmented);
  for (let i = 0; i < keptRows.length; i += 1) scattered[keptRows[i] ?? 0] = labels[i] ?? notSegmented;
  return scattered;
}
