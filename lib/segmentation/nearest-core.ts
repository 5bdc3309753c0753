import type { KernelControl } from "../kernels/control";
import type { Matrix } from "../kernels/matrix";
import { rangeAndQuantiles } from "./order-statistics";
import { breathe } from "./progress";

/** The core rows of a DBSCAN run, prepared, with their segments: what new rows are compared with. */
export interface CoreRows {
  matrix: Matrix;
  segments: Int32Array;
}

/** What new rows get from a saved run, one entry per row. */
export interface AssignedRows {
  segments: Int32Array;
  confidence: Float32Array;
  distance: Float32Array;
  second: Int32Array;
}

/** Rows that are looked up before others get a turn. */
const lookupsAtOnce = 500;

/** The segment of each row's nearest core row within eps, else noise; see `coreSearch`. */
export async function nearestCore(matrix: Matrix, core: CoreRows, eps: number, control: KernelControl): Promise<AssignedRows> {
  const assigned: AssignedRows = {
    segments: new Int32Array(matrix.rows).fill(-1),
    confidence: new Float32Array(matrix.rows),
    distance: new Float32Array(matrix.rows),
    second: new Int32Array(matrix.rows).fill(-1),
  };
  const nearestTo = coreSearch(core.matrix);
  for (let i = 0; i < matrix.rows; i += 1) {
    if (i % lookupsAtOnce === 0) {
      control.onProgress?.(i / matrix.rows);
      await breathe(control.signal);
    }
    const { at, square } = nearestTo(matrix, i);
    const distance = Math.sqrt(square);
    assigned.distance[i] = distance;
    if (at < 0 || distance > eps) continue;
    assigned.segments[i] = core.segments[at] ?? -1;
    assigned.confidence[i] = 1 - distance / eps / 2;
  }
  return assigned;
}

/** The core rows along the column in which they spread most, ascending. */
interface SortedCore {
  column: number;
  order: Uint32Array;
  /** Their cells of that column, in that order. */
  keys: Float64Array;
}

function sortCore({ rows, columns, values }: Matrix): SortedCore {
  let column = 0;
  let widest = -1;
  for (let j = 0; j < columns; j += 1) {
    const { min, max } = rangeAndQuantiles(values.subarray(j * rows, (j + 1) * rows), []);
    if (max - min > widest) [column, widest] = [j, max - min];
  }
  const cells = values.subarray(column * rows, (column + 1) * rows);
  const order = Uint32Array.from({ length: rows }, (_, c) => c).sort((a, b) => (cells[a] ?? 0) - (cells[b] ?? 0) || a - b);
  return { column, order, keys: Float64Array.from(order, (c) => cells[c] ?? 0) };
}

/**
 * A search for the core row nearest to row i of a matrix: which one (−1 where there are none) and its squared distance; ties
 * take the core row that stands first. They are tried from the row's own place in the widest column outwards, until that
 * column alone is farther than the nearest so far: O(core rows × columns) a search at worst, mostly a small part.
 */
export function coreSearch(core: Matrix): (matrix: Matrix, i: number) => { at: number; square: number } {
  const { column, order, keys } = sortCore(core);
  return (matrix, i) => {
    const own = matrix.values[column * matrix.rows + i] ?? 0;
    let above = firstAtLeast(keys, own);
    let below = above - 1;
    let best = Number.POSITIVE_INFINITY;
    let at = -1;
    for (;;) {
      const up = above < keys.length ? (keys[above] ?? 0) - own : Number.POSITIVE_INFINITY;
      const down = below >= 0 ? own - (keys[below] ?? 0) : Number.POSITIVE_INFINITY;
      const least = Math.min(up, down);
      if (least === Number.POSITIVE_INFINITY || least * least > best) return { at, square: best };
      const c = (up <= down ? order[above++] : order[below--]) ?? 0;
      const square = squaredDistance(matrix, i, core, c, best);
      if (square > best || (square === best && c > at)) continue;
      best = square;
      at = c;
    }
  };
}

/** Position of the first of ascending keys that is not below `value`; their number where all are. */
export function firstAtLeast(keys: Float64Array, value: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Stops adding up as soon as the sum is beyond `enough`. */
function squaredDistance(a: Matrix, i: number, b: Matrix, other: number, enough: number): number {
  let square = 0;
  for (let j = 0; j < a.columns && square <= enough; j += 1) {
    const difference = (a.values[j * a.rows + i] ?? 0) - (b.values[j * b.rows + other] ?? 0);
    square += difference * difference;
  }
  return square;
}
