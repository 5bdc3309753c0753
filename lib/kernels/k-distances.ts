import type { KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { createPacer } from "./pacer";
import { quickselect } from "./quickselect";
import { randomStream } from "./random";
import { validateInteger, validateMatrix } from "./validate-matrix";

export interface KDistancesOptions {
  /** Which neighbour; the row itself counts as the first, as in DBSCAN's minSamples. */
  k: number;
  seed: number;
  /** At most this many rows are asked for their distance; default 1,000. Each is compared with all rows. */
  sampleSize?: number;
}

/**
 * The distance of rows to their k-th nearest row, ascending: the curve whose knee suggests DBSCAN's eps.
 *
 * `data` n × d (column-major, finite).
 * @throws RangeError naming the argument, also for k above n. KernelCancelled.
 * Deterministic. O(m n d) time for m asked rows, O(n) memory. Source: Ester, Kriegel, Sander & Xu 1996, section 4.2.
 */
export async function kDistances(data: Matrix, options: KDistancesOptions, control?: KernelControl): Promise<Float64Array> {
  validateMatrix(data);
  validateInteger(options.k, "options.k", 1, Math.max(1, data.rows));
  const asked = askedRows(data.rows, options.sampleSize ?? 1000, options.seed);
  const pacer = createPacer(control);
  const result = new Float64Array(asked.length);
  const squares = new Float64Array(data.rows);
  for (let at = 0; at < asked.length; at += 1) {
    squaredDistancesTo(data, asked[at]!, squares);
    quickselect(squares, options.k - 1, 0, data.rows - 1);
    result[at] = Math.sqrt(squares[options.k - 1]!);
    if (pacer.due()) await pacer.breathe(at / asked.length);
  }
  return result.sort();
}

function askedRows(rows: number, sampleSize: number, seed: number): Int32Array {
  if (rows <= sampleSize) return Int32Array.from({ length: rows }, (_, i) => i);
  const random = randomStream(seed);
  const chosen = new Set<number>();
  while (chosen.size < sampleSize) chosen.add(random.nextBelow(rows));
  return Int32Array.from(chosen);
}

function squaredDistancesTo(data: Matrix, row: number, squares: Float64Array): void {
  squares.fill(0);
  for (let j = 0; j < data.columns; j += 1) {
    const start = j * data.rows;
    const own = data.values[start + row]!;
    for (let i = 0; i < data.rows; i += 1) {
      const difference = data.values[start + i]! - own;
      squares[i]! += difference * difference;
    }
  }
}
