import type { KernelControl } from "../../kernels/control";
import { createPacer } from "../../kernels/pacer";
import { joinRows, transpose, type RowEntries, type SparseRows } from "../sparse-rows";

/**
 * How alike two rows are, the same either way round; what is not above 0 is left out. `common`: columns that both have, each with its weight; then
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
/** Rows up to which all similarities are held at once (32 MB), so that each pair is compared only once. */
const HELD_ROWS = 4_000;
/** From this part of the rows on it is faster to look at all of them than to sort those that were met. */
const SORTED_SHARE = 16;

/**
 * Compares all rows of a sparse matrix that have a column in common; `across` is its transpose.
 * Answers rows × rows, partners ascending. O(Σ over columns of entries²) time.
 */
export async function similarRows(matrix: SparseRows, across: SparseRows, compare: Compare, { weights, products, limit }: SimilarityOptions, control: KernelControl): Promise<SparseRows> {
  const { rows } = matrix;
  const pacer = createPacer(control);
  const partnersOf = rows <= HELD_ROWS ? comparedOnce(matrix, compare, { weights, products }) : comparedTwice(matrix, across, compare, { weights, products });
  const found: RowEntries[] = [];
  let pairs = 0;
  for (let row = 0; row < rows; row++) {
    const partners = strongest(partnersOf(row), pairs > MOST_PAIRS ? Math.min(limit, KEPT_BEYOND) : limit);
    pairs += partners.column.length;
    found.push(partners);
    if (pacer.due()) await pacer.breathe(row / rows);
  }
  return joinRows(found, rows);
}

type PairOptions = Pick<SimilarityOptions, "weights" | "products">;

/** What finds a row's partners. */
function comparedTwice(matrix: SparseRows, across: SparseRows, compare: Compare, { weights, products }: PairOptions): (row: number) => RowEntries {
  const sums = commonSums(matrix.rows, products);
  return (row) => {
    for (let at = matrix.start[row]!; at < matrix.start[row + 1]!; at++) {
      const column = matrix.column[at]!;
      sums.add(across, column, matrix.value[at]!, weights?.[column] ?? 1);
    }
    return sums.compareAll(row, compare);
  };
}

/** The same of rows that are asked for in order, from 0: each is compared with those behind it, what was before is known. */
function comparedOnce(matrix: SparseRows, compare: Compare, { weights, products }: PairOptions): (row: number) => RowEntries {
  const { rows, start, column, value } = matrix;
  const across = transpose(matrix);
  const sums = commonSums(rows, products);
  /** In each column, the entry of the row that was asked for last; behind it are the ones to compare with. */
  const present = across.start.map((at) => at - 1);
  /** Of a row with those before it, from triangle(row) on. */
  const known = new Float32Array(triangle(rows));
  const all: RowEntries = { column: new Int32Array(rows), value: new Float32Array(rows) };
  return (row) => {
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const own = column[at]!;
      sums.add(across, own, value[at]!, weights?.[own] ?? 1, ++present[own]! + 1);
    }
    let kept = 0;
    for (let other = 0; other < row; other++) {
      const similarity = known[triangle(row) + other]!;
      if (similarity === 0) continue;
      all.column[kept] = other;
      all.value[kept++] = similarity;
    }
    const behind = sums.compareAll(row, compare);
    for (let at = 0; at < behind.column.length; at++) known[triangle(behind.column[at]!) + row] = behind.value[at]!;
    all.column.set(behind.column, kept);
    all.value.set(behind.value, kept);
    kept += behind.column.length;
    return { column: all.column.subarray(0, kept), value: all.value.subarray(0, kept) };
  };
}

function triangle(row: number): number {
  return (row * (row - 1)) / 2;
}

/** Sums of one row against all others; used again for the next row. */
export function commonSums(rows: number, products: boolean) {
  // Of each other row: common, products, squares, other squares, side by side; or common alone.
  const stride = products ? 4 : 1;
  const sums = new Float64Array(rows * stride);
  const touched = new Int32Array(rows);
  let count = 0;
  return {
    /** Adds one column of the row, on which it has `value`; `across` has the rows of each column, of which those at `from` and behind are added. */
    add(across: SparseRows, column: number, value: number, weight: number, from = across.start[column]!): void {
      const end = across.start[column + 1]!;
      for (let entry = from; entry < end; entry++) {
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
    compareAll(row: number, compare: Compare): RowEntries {
      const others = touched.subarray(0, count);
      if (count * SORTED_SHARE < rows) others.sort();
      else for (let other = 0, at = 0; at < count; other++) if (sums[other * stride] !== 0) others[at++] = other;
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
export function strongest({ column, value }: RowEntries, limit: number): RowEntries {
  const count = column.length;
  if (count <= limit) return { column: column.slice(), value: value.slice() };
  const least = valueOfRank(value, count - limit);
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

/** The value that would stand at `rank` if a copy were sorted. Quickselect with the median of three; Hoare 1961. */
function valueOfRank(all: Float32Array, rank: number): number {
  const values = all.slice();
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const [a, b, c] = [values[low]!, values[(low + high) >> 1]!, values[high]!];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let [left, right] = [low, high];
    while (left <= right) {
      while (values[left]! < pivot) left++;
      while (values[right]! > pivot) right--;
      if (left > right) break;
      const swapped = values[left]!;
      values[left++] = values[right]!;
      values[right--] = swapped;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank]!;
}
