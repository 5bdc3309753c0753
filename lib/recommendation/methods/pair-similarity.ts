import type { KernelControl } from "../../kernels/control";
import { createPacer } from "../../kernels/pacer";
import type { SparseRows } from "../sparse-rows";

/**
 * How alike two rows are; what is not above 0 is left out. `common`: columns that both have, each with its weight; then
 * Σ of the products of their values there and of each one's squares.
 */
export type Compare = (row: number, other: number, common: number, products: number, squares: number, otherSquares: number) => number;

export interface SimilarityOptions {
  /** Weight of a common column in `common`. Default 1. */
  weights?: Float64Array;
  /** Whether values are multiplied as well; without it only `common` is there. */
  products: boolean;
  /** Partners kept for each row, the strongest; beyond 24 million pairs in all at most 200. */
  limit: number;
}

const MOST_PAIRS = 24_000_000;
const KEPT_BEYOND = 200;

/**
 * Compares all rows of a sparse matrix that have a column in common; `across` is its transpose.
 * Answers rows × rows, partners ascending. O(Σ over columns of entries²) time.
 */
export async function similarRows(matrix: SparseRows, across: SparseRows, compare: Compare, { weights, products, limit }: SimilarityOptions, control: KernelControl): Promise<SparseRows> {
  const { rows } = matrix;
  const pacer = createPacer(control);
  const sums = commonSums(rows, products);
  const found: { column: Int32Array; value: Float32Array }[] = [];
  let pairs = 0;
  for (let row = 0; row < rows; row++) {
    for (let at = matrix.start[row]!; at < matrix.start[row + 1]!; at++) {
      const column = matrix.column[at]!;
      sums.add(across, column, matrix.value[at]!, weights?.[column] ?? 1);
    }
    const partners = strongest(sums.compareAll(row, compare), pairs > MOST_PAIRS ? Math.min(limit, KEPT_BEYOND) : limit);
    pairs += partners.column.length;
    found.push(partners);
    if (pacer.due()) await pacer.breathe(row / rows);
  }
  const start = new Int32Array(rows + 1);
  found.forEach(({ column }, row) => (start[row + 1] = start[row]! + column.length));
  const result: SparseRows = { rows, columns: rows, start, column: new Int32Array(pairs), value: new Float32Array(pairs) };
  found.forEach(({ column, value }, row) => {
    result.column.set(column, start[row]!);
    result.value.set(value, start[row]!);
  });
  return result;
}

/** Sums of one row against all others; used again for the next row. */
export function commonSums(rows: number, products: boolean) {
  // Of each other row: common, products, squares, other squares, side by side; or common alone.
  const stride = products ? 4 : 1;
  const sums = new Float64Array(rows * stride);
  const touched = new Int32Array(rows);
  let count = 0;
  return {
    /** Adds one column of the row, on which it has `value`; `across` has the rows of each column. */
    add(across: SparseRows, column: number, value: number, weight: number): void {
      const end = across.start[column + 1]!;
      for (let entry = across.start[column]!; entry < end; entry++) {
        const other = across.column[entry]!;
        const at = other * stride;
        if (sums[at] === 0) touched[count++] = other;
        sums[at]! += weight;
        if (!products) continue;
        const own = across.value[entry]!;
        sums[at + 1]! += value * own;
        sums[at + 2]! += value * value;
        sums[at + 3]! += own * own;
      }
    },
    /** The rows with a similarity above 0, ascending, without `row` itself; forgets the sums. */
    compareAll(row: number, compare: Compare): { column: Int32Array; value: Float32Array } {
      const others = touched.subarray(0, count).sort();
      const column = new Int32Array(count);
      const value = new Float32Array(count);
      let kept = 0;
      for (const other of others) {
        const at = other * stride;
        const similarity = other === row ? 0 : products ? compare(row, other, sums[at]!, sums[at + 1]!, sums[at + 2]!, sums[at + 3]!) : compare(row, other, sums[at]!, 0, 0, 0);
        for (let cell = at; cell < at + stride; cell++) sums[cell] = 0;
        if (!(similarity > 0)) continue;
        column[kept] = other;
        value[kept++] = similarity;
      }
      count = 0;
      return { column: column.subarray(0, kept), value: value.subarray(0, kept) };
    },
  };
}

/** Pearson correlation of residuals, or a cosine, pulled towards 0 where few columns are common. */
export function shrunkCorrelation(common: number, products: number, squares: number, otherSquares: number, shrinkage: number): number {
  const size = Math.sqrt(squares * otherSquares);
  return size > 0 && common > 1 ? (products / size) * ((common - 1) / (common - 1 + shrinkage)) : 0;
}

/** The `limit` strongest of a row, ascending by column; of equally strong ones the smaller columns. */
export function strongest({ column, value }: { column: Int32Array; value: Float32Array }, limit: number): { column: Int32Array; value: Float32Array } {
  const count = column.length;
  if (count <= limit) return { column: column.slice(), value: value.slice() };
  const least = value.slice().sort()[count - limit]!;
  let above = 0;
  for (let at = 0; at < count; at++) if (value[at]! > least) above++;
  const result = { column: new Int32Array(limit), value: new Float32Array(limit) };
  let equal = limit - above;
  let kept = 0;
  for (let at = 0; at < count; at++) {
    if (!(value[at]! > least || (value[at] === least && equal-- > 0))) continue;
    result.column[kept] = column[at]!;
    result.value[kept++] = value[at]!;
  }
  return result;
}
