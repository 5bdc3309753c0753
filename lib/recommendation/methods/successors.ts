import type { KernelControl } from "../../kernels/control";
import { createPacer } from "../../kernels/pacer";
import { groupByKey, joinRows, type RowEntries, type SparseRows } from "../sparse-rows";
import { strongest } from "./pair-similarity";
import type { Partners } from "./partners";

/** Items of a history after which what comes next counts half as much. */
const HALF_LIFE = 10;
/** Beyond, a meeting would count less than a thousandth: 0.5 ** (100 / 10). */
const REACH = 100;
/** Sums are over (users of the first)^0.5 · (users of the second)^0.2: what is popular keeps some of its lead. */
const [FIRST_POWER, SECOND_POWER] = [0.5, 0.2];

export interface SuccessorOptions {
  /** Pairs that fewer users have in this order do not count. */
  support: number;
  /** Most successors of an item; Infinity: all. */
  limit: number;
}

/**
 * What comes soon after what: from item a to item b the sum, over the users who chose b after a, of 0.5^(places between
 * the two / 10), over (users of a)^0.5 · (users of b)^0.2. The way back is a weight of its own.
 *
 * `liked` is users × items, each user's entries oldest first, which is the only thing that is asked of time.
 * O(entries × 100) time at most. Source: sequential rules, Ludewig & Jannach 2018, arXiv:1803.09587.
 * @throws KernelCancelled.
 */
export async function successorsOf(liked: SparseRows, { support, limit }: SuccessorOptions, control: KernelControl): Promise<Partners> {
  const byItem = groupByKey(liked.column, liked.columns);
  const size = (item: number): number => byItem.start[item + 1]! - byItem.start[item]!;
  const meet = meetings(liked);
  const rows: RowEntries[] = [];
  const pacer = createPacer(control);
  for (let item = 0; item < liked.columns; item++) {
    const { column, sum } = meet(byItem.order.subarray(byItem.start[item]!, byItem.start[item + 1]!), support);
    const value = Float32Array.from(column, (other, at) => sum[at]! / (size(item) ** FIRST_POWER * size(other) ** SECOND_POWER));
    rows.push(strongest({ column, value }, limit));
    if (pacer.due()) await pacer.breathe((item + 1) / liked.columns);
  }
  return joinRows(rows, liked.columns);
}

/** For the entries of one item: the items that follow them, ascending, each with its sum of faded distances. */
function meetings({ rows, columns, start, column }: SparseRows) {
  const end = new Int32Array(column.length);
  for (let row = 0; row < rows; row++) end.fill(start[row + 1]!, start[row]!, start[row + 1]!);
  const fade = Float64Array.from({ length: REACH + 1 }, (_, distance) => 0.5 ** (distance / HALF_LIFE));
  const [sums, users, touched] = [new Float64Array(columns), new Int32Array(columns), new Int32Array(columns)];
  return (entries: Int32Array, support: number): { column: Int32Array; sum: Float64Array } => {
    let count = 0;
    for (const entry of entries) {
      const last = Math.min(end[entry]! - 1, entry + REACH);
      for (let next = entry + 1; next <= last; next++) {
        const other = column[next]!;
        if (users[other]!++ === 0) touched[count++] = other;
        sums[other]! += fade[next - entry]!;
      }
    }
    const found = touched.subarray(0, count).sort();
    const kept = found.filter((other) => users[other]! >= support);
    const sum = Float64Array.from(kept, (other) => sums[other]!);
    for (const other of found) sums[other] = users[other] = 0;
    return { column: kept, sum };
  };
}
