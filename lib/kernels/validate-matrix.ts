import type { Matrix } from "./matrix";

const CELLS_AT_ONCE = 8_000_000;

/**
 * Refuses a table that a kernel can't compute on; answers its columns' sums, which it needs anyway.
 *
 * @throws RangeError naming `argument`: wrong shape, or the first NaN or infinity with its row and column (0-based).
 * O(rows × columns) time: a column whose sum is finite holds only finite numbers, so only a bad column is searched.
 */
export function validateMatrix(data: Matrix, argument = "data"): Float64Array {
  validateShape(data, argument);
  const { rows, columns, values } = data;
  return Float64Array.from({ length: columns }, (_, j) => validateColumn(values, j * rows, rows, j, argument));
}

/** The same as `validateMatrix`, with `breathe` called every some 10 ms. */
export async function validateMatrixInTurns(data: Matrix, breathe: () => Promise<void>): Promise<void> {
  validateShape(data);
  const { rows, columns, values } = data;
  let cells = 0;
  for (let j = 0; j < columns; j++) {
    validateColumn(values, j * rows, rows, j, "data");
    cells += rows;
    if (cells < CELLS_AT_ONCE) continue;
    cells = 0;
    await breathe();
  }
}

/** @throws RangeError naming `argument` when rows, columns and values don't fit together. */
export function validateShape({ rows, columns, values }: Matrix, argument = "data"): void {
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`${argument}.rows: expected an integer ≥ 0, got ${rows}`);
  if (!Number.isInteger(columns) || columns < 1) {
    throw new RangeError(`${argument}.columns: expected an integer ≥ 1, got ${columns}`);
  }
  if (values.length !== rows * columns) {
    throw new RangeError(`${argument}.values: expected ${rows} × ${columns} = ${rows * columns} numbers, got ${values.length}`);
  }
}

/** @throws RangeError when `value` is no integer in `least … most`; the message names the argument. */
export function validateInteger(value: number, argument: string, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `≥ ${least}` : `from ${least} to ${most}`;
    throw new RangeError(`${argument}: expected an integer ${range}, got ${value}`);
  }
}

function validateColumn(values: Float64Array, start: number, rows: number, j: number, argument: string): number {
  let sum = 0;
  for (let i = start; i < start + rows; i++) sum += values[i]!;
  if (Number.isFinite(sum)) return sum;
  for (let i = 0; i < rows; i++) {
    const value = values[start + i]!;
    if (!Number.isFinite(value)) throw new RangeError(`${argument}: row ${i}, column ${j} is ${value}, expected a finite number`);
  }
  return sum;
}
