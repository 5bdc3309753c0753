import type { Matrix } from "./matrix";

/** The chosen rows as a matrix of their own, in their order; a row may be chosen more than once. */
export function pickRows({ rows, columns, values }: Matrix, chosen: Int32Array | Uint32Array): Matrix {
  const picked = new Float64Array(chosen.length * columns);
  for (let j = 0, at = 0; j < columns; j++) for (let i = 0; i < chosen.length; i++) picked[at++] = values[j * rows + chosen[i]!]!;
  return { rows: chosen.length, columns, values: picked };
}
