import type { KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { createPacer } from "./pacer";
import { randomStream } from "./random";
import { validateMatrix } from "./validate-matrix";

export interface HopkinsOptions {
  seed: number;
  /** Probes of each kind; default min(200, n / 2). */
  probes?: number;
}

/**
 * Hopkins' statistic: how much nearer rows lie to other rows than points thrown into the data's box at random.
 * About 0.5 for uniform data, towards 1 for clustered data, below 0.5 for regularly spaced data.
 *
 * `data` n × d (column-major, finite); constant columns take no part.
 * @returns NaN for fewer than 10 rows, or when no column varies.
 * @throws RangeError naming the argument. KernelCancelled.
 * Deterministic. O(m n d) time for m probes, O(n) memory.
 * Source: Hopkins & Skellam 1954; distances to the power d as in Cross & Jain 1982, corrected by Wright 2022.
 */
export async function hopkins(data: Matrix, options: HopkinsOptions, control?: KernelControl): Promise<number> {
  validateMatrix(data);
  const box = boundingBox(data);
  if (data.rows < 10 || box.length === 0) return Number.NaN;
  const probes = Math.max(5, Math.min(options.probes ?? 200, Math.floor(data.rows / 2)));
  const random = randomStream(options.seed);
  const pacer = createPacer(control);
  const squares = new Float64Array(data.rows);
  const uniform = new Float64Array(probes);
  const real = new Float64Array(probes);
  for (let at = 0; at < probes; at += 1) {
    uniform[at] = nearest(data, box, box.map(({ low, range }) => low + range * random.nextFloat()), squares, -1);
    const row = random.nextBelow(data.rows);
    real[at] = nearest(data, box, box.map(({ j }) => data.values[j * data.rows + row]!), squares, row);
    if (pacer.due()) await pacer.breathe(at / probes);
  }
  return balance(uniform, real, box.length);
}

interface Side {
  j: number;
  low: number;
  range: number;
}

function boundingBox(data: Matrix): Side[] {
  const sides: Side[] = [];
  for (let j = 0; j < data.columns; j += 1) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = j * data.rows; i < (j + 1) * data.rows; i += 1) {
      low = Math.min(low, data.values[i]!);
      high = Math.max(high, data.values[i]!);
    }
    if (high > low) sides.push({ j, low, range: high - low });
  }
  return sides;
}

/** Distance from a point to the nearest row other than `except`, every side of the box scaled to 1. */
function nearest(data: Matrix, box: Side[], point: number[], squares: Float64Array, except: number): number {
  squares.fill(0);
  box.forEach(({ j, range }, at) => {
    const start = j * data.rows;
    for (let i = 0; i < data.rows; i += 1) {
      const difference = (data.values[start + i]! - point[at]!) / range;
      squares[i]! += difference * difference;
    }
  });
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < data.rows; i += 1) if (i !== except && squares[i]! < least) least = squares[i]!;
  return Math.sqrt(least);
}

/** Σu^d / (Σu^d + Σw^d), with the largest distance taken out first so that no power underflows. */
function balance(uniform: Float64Array, real: Float64Array, dimensions: number): number {
  const largest = Math.max(...uniform, ...real);
  if (largest === 0) return Number.NaN;
  const power = (distances: Float64Array): number => distances.reduce((sum, distance) => sum + (distance / largest) ** dimensions, 0);
  const above = power(uniform);
  return above / (above + power(real));
}
