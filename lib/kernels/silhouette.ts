import type { KernelControl } from "./control";
import { SILHOUETTE_WASM } from "./generated/silhouette";
import type { Matrix } from "./matrix";
import { randomStream } from "./random";
import { createAllocator } from "./runtime/allocator";
import { openSession, requireMemory } from "./runtime/session";
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
  /**
   * Standard deviation of the sampled values over √sampleSize; 0 when every row was compared. Rows of one sample are
   * compared with each other, so their values are not quite independent: on groups of 2 to 6 columns and samples of 2,000
   * the means of 40 samples varied 1.15 to 1.4 times as much.
   */
  standardError: number;
}

const DEFAULT_SAMPLE = 50_000;
/** Above this the sums per row and cluster are not kept: each distance is computed from both sides instead. */
const MOST_TABLE_BYTES = 128 * 1024 ** 2;
/** Above this distances are f32, with an error of 6e-8 of the coordinates: a third of the time. */
const DOUBLE_ROWS = 8_000;
/** Clusters narrower than this share of the farthest coordinate have their squares in f64: only roots are f32 then. */
const LEAST_SPREAD = 0.05;
/** Below this many pairs of rows the threads cost more than they save. */
const INLINE_PAIRS = 2_000_000;

/**
 * How much nearer each row is to its own cluster than to the next one: (b − a) / max(a, b), where a is the mean
 * distance to the other rows of its cluster and b the least mean distance to the rows of another cluster.
 *
 * `data` n × d (column-major, finite), `labels` n entries, −1 for noise, which takes no part.
 * @throws RangeError naming the argument. KernelMemoryExceeded before starting. KernelCancelled.
 * Deterministic, on any number of threads. Exact up to `sampleSize` rows; beyond, a simple random sample without
 * replacement is compared within itself. O(m² d) time for m compared rows, O(m (d + clusters)) memory, at most 128 MB
 * of it for the clusters. In f64; beyond 8,000 rows distances are f32 about the columns' means where clusters are wide
 * enough, which moves a row's value by some 1e-7, else only their roots are.
 * Source: Rousseeuw 1987; a cluster of one has 0, as there and in scikit-learn. With one cluster it is undefined: NaN.
 */
export async function silhouette(data: Matrix, labels: Int32Array, options: SilhouetteOptions, control: KernelControl = {}): Promise<Silhouette> {
  validateMatrix(data);
  if (labels.length !== data.rows) throw new RangeError(`labels: expected ${data.rows} entries, got ${labels.length}`);
  const limit = options.sampleSize ?? DEFAULT_SAMPLE;
  validateInteger(limit, "options.sampleSize", 2);
  requireMemory(Math.min(limit, data.rows) * (data.columns + 4) * 8 + data.rows * 16, control);
  const perRow = new Float64Array(data.rows).fill(Number.NaN);
  const members = membersOf(labels);
  const compared = members.length <= limit ? members : sample(members, limit, options.seed);
  const rows = orderByLabel(compared, labels);
  const groups = groupsOf(rows, labels);
  if (groups.length < 2) return { mean: Number.NaN, perRow, sampleSize: rows.length, standardError: 0 };
  await compareAll(data, rows, groups, perRow, control);
  const { mean, variance } = momentsAt(perRow, rows);
  const standardError = compared.length < members.length ? Math.sqrt(variance / rows.length) : 0;
  control.onProgress?.(1);
  return { mean, perRow, sampleSize: rows.length, standardError };
}

/** Writes the silhouettes of `rows`, ordered by group, to `perRow`. */
async function compareAll(data: Matrix, rows: Int32Array, groups: Group[], perRow: Float64Array, control: KernelControl): Promise<void> {
  const { columns } = data;
  const starts = [0];
  for (const { start, end } of groups) starts.push(starts.at(-1)! + 4 * Math.ceil((end - start) / 4));
  const positions = starts.at(-1)!;
  const tableBytes = positions * groups.length * 8;
  const keepsTable = tableBytes <= MOST_TABLE_BYTES;
  const threads = rows.length ** 2 < INLINE_PAIRS ? 0 : Math.max(1, control.threads ?? 1);
  const spread = spreadOf(data, rows, groups);
  const wantsSingles = rows.length > DOUBLE_ROWS && spread.areSinglesFine;
  const allocator = createAllocator();
  const at = {
    points: allocator.take(positions * columns * 8),
    weights: allocator.take(positions * 8),
    clusterOf: allocator.take(positions * 4),
    starts: allocator.take(starts.length * 4),
    sizes: allocator.take(groups.length * 4),
    out: allocator.take(positions * 8),
    table: allocator.take(keepsTable ? tableBytes : 0),
    sums: allocator.take(128 * Math.max(1, threads)),
    singles: wantsSingles ? allocator.take(positions * (columns + 1) * 4) : 0,
  };
  const session = openSession({ name: "silhouette", wasm: SILHOUETTE_WASM, bytes: allocator.used(), threads, control });
  try {
    const { buffer } = session;
    const { scale } = spread;
    const points = new Float64Array(buffer, at.points, positions * columns);
    const weights = new Float64Array(buffer, at.weights, positions).fill(0);
    const clusterOf = new Int32Array(buffer, at.clusterOf, positions);
    new Int32Array(buffer, at.starts, starts.length).set(starts);
    new Int32Array(buffer, at.sizes, groups.length).set(groups.map(({ start, end }) => end - start));
    groups.forEach(({ start, end }, g) => {
      clusterOf.fill(g, starts[g], starts[g + 1]);
      weights.fill(1, starts[g], starts[g]! + end - start);
      for (let j = 0; j < columns; j++) {
        // Pads repeat the cluster's last row.
        for (let position = starts[g]!, row = start; position < starts[g + 1]!; position++, row++) {
          points[j * positions + position] = scale * data.values[j * data.rows + rows[Math.min(row, end - 1)]!]!;
        }
      }
    });
    if (wantsSingles) writeSingles(buffer, at.singles, points, weights, spread.middle);
    const singleRoots = rows.length > DOUBLE_ROWS ? 1 : 0;
    await session.run("layout", positions, columns, groups.length, singleRoots, ...Object.values(at));
    await session.run(keepsTable ? "pairs" : "singly");
    const out = new Float64Array(buffer, at.out, positions);
    groups.forEach(({ start, end }, g) => {
      for (let row = start; row < end; row++) perRow[rows[row]!] = out[starts[g]! + row - start]!;
    });
  } finally {
    session.close();
  }
}

interface Spread {
  /** The power of two that brings the widest column's range to 1 … 2: squared distances then fit f32, and nothing else changes. */
  scale: number;
  /** Each column's mean, scaled. */
  middle: Float64Array;
  /** Every cluster is wide enough that coordinates about the middle keep its distances in f32. */
  areSinglesFine: boolean;
}

function spreadOf({ rows: n, columns, values }: Matrix, rows: Int32Array, groups: Group[]): Spread {
  const middle = new Float64Array(columns);
  const squares = new Float64Array(groups.length);
  let widest = 0;
  let farthest = 0;
  for (let j = 0; j < columns; j++) {
    let least = Infinity;
    let most = -Infinity;
    let sum = 0;
    for (let at = 0; at < rows.length; at++) {
      const value = values[j * n + rows[at]!]!;
      sum += value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    middle[j] = sum / rows.length;
    widest = Math.max(widest, most - least);
    farthest = Math.max(farthest, most - middle[j]!, middle[j]! - least);
    groups.forEach(({ start, end }, g) => (squares[g]! += scatterOf(values, j * n, rows, start, end)));
  }
  const scale = widest > 0 ? 2 ** -Math.floor(Math.log2(widest)) : 1;
  const areSinglesFine = groups.every(({ start, end }, g) => end - start === 1 || Math.sqrt(squares[g]! / (end - start)) >= LEAST_SPREAD * farthest);
  return { scale, middle: middle.map((value) => value * scale), areSinglesFine };
}

/** Σ squared differences of some rows' values to their mean. */
function scatterOf(values: Float64Array, column: number, rows: Int32Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum += values[column + rows[at]!]!;
  const mean = sum / (end - start);
  let square = 0;
  for (let at = start; at < end; at++) {
    const difference = values[column + rows[at]!]! - mean;
    square += difference * difference;
  }
  return square;
}

function writeSingles(buffer: ArrayBufferLike, address: number, points: Float64Array, weights: Float64Array, middle: Float64Array): void {
  const positions = weights.length;
  const singles = new Float32Array(buffer, address, positions * (middle.length + 1));
  middle.forEach((centre, j) => {
    for (let at = j * positions; at < (j + 1) * positions; at++) singles[at] = points[at]! - centre;
  });
  singles.set(weights, positions * middle.length);
}

/** Mean, and variance over n, of some entries. */
function momentsAt(values: Float64Array, rows: Int32Array): { mean: number; variance: number } {
  let sum = 0;
  for (const row of rows) sum += values[row]!;
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (values[row]! - mean) * (values[row]! - mean);
  return { mean, variance: squares / rows.length };
}

interface Group {
  start: number;
  end: number;
}

function membersOf(labels: Int32Array): Int32Array {
  const members = new Int32Array(labels.length);
  let count = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i]! >= 0) members[count++] = i;
  return members.subarray(0, count);
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

/** The rows by label, then by number: a counting sort. */
function orderByLabel(rows: Int32Array, labels: Int32Array): Int32Array {
  const ascending = rows.slice().sort();
  let clusters = 0;
  for (const row of rows) if (labels[row]! >= clusters) clusters = labels[row]! + 1;
  const next = new Int32Array(clusters + 1);
  for (const row of ascending) next[labels[row]! + 1]!++;
  for (let c = 1; c < next.length; c++) next[c]! += next[c - 1]!;
  const ordered = new Int32Array(rows.length);
  for (const row of ascending) ordered[next[labels[row]!]!++] = row;
  return ordered;
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
