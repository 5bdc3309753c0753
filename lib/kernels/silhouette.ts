import type { KernelControl } from "./control";
import type { Matrix } from "./matrix";
import { createPacer } from "./pacer";
import { randomStream } from "./random";
import { validateInteger, validateMatrix } from "./validate-matrix";

export interface SilhouetteOptions {
  /** Chooses the sample. */
  seed: number;
  /** At most this many rows are compared; default 50,000. */
  sampleSize?: number;
}

export interface Silhouette {
  /** Mean over the rows compared; NaN with fewer than two clusters. */
  mean: number;
  /** Per row of `data`: −1 … 1, 0 for a cluster of one; NaN for noise and rows outside the sample. */
  perRow: Float64Array;
  /** Rows compared: all that are not noise, or the sample's size. */
  sampleSize: number;
  /** Standard deviation of the sampled values over √sampleSize; 0 when every row was compared. */
  standardError: number;
}

const defaultSampleSize = 50_000;

/**
 * How much nearer each row is to its own cluster than to the next one: (b − a) / max(a, b), where a is the mean
 * distance to the other rows of its cluster and b the least mean distance to the rows of another cluster.
 *
 * `data` n × d (column-major, finite), `labels` n entries, −1 for noise, which takes no part.
 * @throws RangeError naming the argument. KernelCancelled.
 * Deterministic. Exact up to `sampleSize` rows; beyond, a simple random sample without replacement is compared
 * within itself. O(m² d) time for m compared rows, O(m d) memory. Distances in f64 from differences.
 * Source: Rousseeuw 1987; a cluster of one has 0, as there and in scikit-learn. With one cluster it is undefined: NaN.
 */
export async function silhouette(data: Matrix, labels: Int32Array, options: SilhouetteOptions, control?: KernelControl): Promise<Silhouette> {
  validateMatrix(data);
  if (labels.length !== data.rows) throw new RangeError(`labels: expected ${data.rows} entries, got ${labels.length}`);
  const limit = options.sampleSize ?? defaultSampleSize;
  validateInteger(limit, "options.sampleSize", 2);
  const perRow = new Float64Array(data.rows).fill(Number.NaN);
  const members = membersOf(labels);
  const compared = members.length <= limit ? members : sample(members, limit, options.seed);
  const rows = orderByLabel(compared, labels);
  const points = gatherRows(data, rows);
  const groups = groupsOf(rows, labels);
  if (groups.length < 2) return { mean: Number.NaN, perRow, sampleSize: rows.length, standardError: 0 };
  const pacer = createPacer(control);
  let sum = 0;
  let sumSquares = 0;
  for (let g = 0; g < groups.length; g += 1) {
    for (let at = groups[g]!.start; at < groups[g]!.end; at += 1) {
      const value = rowSilhouette(points, data.columns, groups, g, at);
      perRow[rows[at]!] = value;
      sum += value;
      sumSquares += value * value;
      if (pacer.due()) await pacer.breathe(at / rows.length);
    }
  }
  const mean = sum / rows.length;
  const variance = Math.max(0, sumSquares / rows.length - mean * mean);
  const standardError = compared.length < members.length ? Math.sqrt(variance / rows.length) : 0;
  return { mean, perRow, sampleSize: rows.length, standardError };
}

interface Group {
  start: number;
  end: number;
}

function membersOf(labels: Int32Array): Int32Array {
  const members: number[] = [];
  labels.forEach((label, i) => {
    if (label >= 0) members.push(i);
  });
  return Int32Array.from(members);
}

/** Partial Fisher–Yates: `count` of the members, each subset equally likely. */
function sample(members: Int32Array, count: number, seed: number): Int32Array {
  const random = randomStream(seed);
  const shuffled = members.slice();
  for (let i = 0; i < count; i += 1) {
    const other = i + random.nextBelow(shuffled.length - i);
    const swapped = shuffled[i]!;
    shuffled[i] = shuffled[other]!;
    shuffled[other] = swapped;
  }
  return shuffled.slice(0, count);
}

function orderByLabel(rows: Int32Array, labels: Int32Array): Int32Array {
  return rows.slice().sort((a, b) => labels[a]! - labels[b]! || a - b);
}

function gatherRows(data: Matrix, rows: Int32Array): Float64Array {
  const points = new Float64Array(rows.length * data.columns);
  for (let j = 0; j < data.columns; j += 1) {
    for (let at = 0; at < rows.length; at += 1) points[at * data.columns + j] = data.values[j * data.rows + rows[at]!]!;
  }
  return points;
}

function groupsOf(rows: Int32Array, labels: Int32Array): Group[] {
  const groups: Group[] = [];
  let start = 0;
  for (let at = 1; at <= rows.length; at += 1) {
    if (at < rows.length && labels[rows[at]!] === labels[rows[start]!]) continue;
    groups.push({ start, end: at });
    start = at;
  }
  return groups;
}

function rowSilhouette(points: Float64Array, columns: number, groups: Group[], own: number, at: number): number {
  const ownSize = groups[own]!.end - groups[own]!.start;
  if (ownSize === 1) return 0;
  let within = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let g = 0; g < groups.length; g += 1) {
    const total = sumOfDistances(points, columns, groups[g]!, at);
    if (g === own) within = total / (ownSize - 1);
    else nearest = Math.min(nearest, total / (groups[g]!.end - groups[g]!.start));
  }
  const larger = Math.max(within, nearest);
  return larger === 0 ? 0 : (nearest - within) / larger;
}

function sumOfDistances(points: Float64Array, columns: number, group: Group, at: number): number {
  let total = 0;
  for (let other = group.start; other < group.end; other += 1) {
    let square = 0;
    for (let j = 0; j < columns; j += 1) {
      const difference = points[at * columns + j]! - points[other * columns + j]!;
      square += difference * difference;
    }
    total += Math.sqrt(square);
  }
  return total;
}
