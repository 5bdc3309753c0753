import type { KernelControl } from "./control";
import { MICRO_CLUSTERS_WASM } from "./generated/micro-clusters";
import { layOutKdTree, SCRATCH_BYTES, treeArguments } from "./kd-tree-layout";
import type { Matrix } from "./matrix";
import { randomStream } from "./random";
import { renumbering } from "./renumber";
import { createAllocator } from "./runtime/allocator";
import { openSession, type Session } from "./runtime/session";

export interface MicroClusters {
  /** Row → micro-cluster. */
  labels: Int32Array;
  /** Means, one row each. */
  centroids: Matrix;
  /** Rows of each. */
  counts: Int32Array;
}

const SAMPLE_ROWS = 65_536;
/** Rows drawn from, and rows sorted, between two turns of the event loop. */
const TURN_ROWS = 1_000_000;
const TURN_SORTED = 10_000;
const ITERATIONS = 3;

function layOut(rows: number, columns: number, wanted: number, threads: number) {
  const allocator = createAllocator();
  const tree = layOutKdTree(allocator, wanted, columns);
  const data = allocator.take(rows * columns * 8);
  const labels = allocator.take(rows * 4);
  const scratch = allocator.take(SCRATCH_BYTES * threads);
  return { tree, data, labels, scratch, bytes: allocator.used() };
}

/** Bytes that `microClusters` allocates. */
export function microClusterBytes(rows: number, columns: number, wanted: number, threads: number): number {
  return layOut(rows, columns, wanted, threads).bytes + rows * 16 + wanted * columns * 16;
}

/**
 * Gathers many rows in `wanted` (a power of two) small clusters: a K-means whose first centres are the means of the
 * cells that a sample of the rows falls into when it is halved again and again along its widest column; three
 * iterations over all rows. Clusters that end up empty are left out.
 * Deterministic: the seed draws the sample; same bytes on any number of threads. About O(n log wanted) time in few columns.
 */
export async function microClusters(data: Matrix, wanted: number, seed: number, control: KernelControl): Promise<MicroClusters> {
  const { rows, columns, values } = data;
  const threads = Math.max(1, control.threads ?? 1);
  const layout = layOut(rows, columns, wanted, threads);
  const session = openSession({ name: "micro-clusters", wasm: MICRO_CLUSTERS_WASM, bytes: layout.bytes, threads, control });
  try {
    const copy = new Float64Array(session.buffer, layout.data, rows * columns);
    for (let j = 0; j < columns; j++) {
      copy.set(values.subarray(j * rows, (j + 1) * rows), j * rows);
      await session.breathe();
    }
    await session.run("tree", ...treeArguments(layout.tree));
    const centres = new Float64Array(session.buffer, layout.tree.points, wanted * columns);
    const cells = await halve(data, await drawSample(rows, seed, session), wanted, session);
    centres.set(await meansOf(data, cells.rows, cells.labels, wanted, session));
    const labels = new Int32Array(session.buffer, layout.labels, rows);
    const everyRow = new Int32Array(rows);
    for (let i = 0; i < rows; i++) everyRow[i] = i;
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      await assign(session, layout, rows, wanted, iteration);
      if (iteration < ITERATIONS - 1) moveCentres(centres, await meansOf(data, everyRow, labels, wanted, session));
    }
    const found = renumbering(labels, wanted);
    const clusters = found.sizes.length;
    const means = await meansOf(data, everyRow, found.labels, clusters, session);
    return { labels: found.labels, counts: found.sizes, centroids: { rows: clusters, columns, values: means } };
  } finally {
    session.close();
  }
}

function assign(session: Session, { data, labels, scratch }: ReturnType<typeof layOut>, rows: number, wanted: number, iteration: number): Promise<number> {
  return session.run("assign", wanted, data, rows, labels, scratch, iteration / ITERATIONS, (iteration + 1) / ITERATIONS);
}

/** A centre that lost all its rows stays where it is. */
function moveCentres(centres: Float64Array, means: Float64Array): void {
  means.forEach((mean, at) => {
    if (!Number.isNaN(mean)) centres[at] = mean;
  });
}

/** Rows without replacement, by selection sampling in row order (Knuth, algorithm S). */
async function drawSample(rows: number, seed: number, session: Session): Promise<Int32Array> {
  const random = randomStream(seed);
  const chosen = new Int32Array(Math.min(rows, SAMPLE_ROWS));
  for (let row = 0, taken = 0; taken < chosen.length; row++) {
    if (row % TURN_ROWS === 0) await session.breathe();
    if (random.nextFloat() * (rows - row) < chosen.length - taken) chosen[taken++] = row;
  }
  return chosen;
}

/** Halves the rows along the widest column until there are `cells` groups; the rows in their new order, and their groups. */
async function halve({ rows: stride, values }: Matrix, rows: Int32Array, cells: number, session: Session): Promise<{ rows: Int32Array; labels: Int32Array }> {
  const columns = values.length / stride;
  let parts = [rows];
  while (parts.length < cells) {
    const halves: Int32Array[] = [];
    let held = 0;
    for (const part of parts) {
      if (held === 0) await session.breathe();
      held = held + part.length < TURN_SORTED ? held + part.length : 0;
      const sorted = sortedAlong(values, widestColumn(values, stride, columns, part) * stride, part);
      const middle = (sorted.length + 1) >> 1;
      halves.push(sorted.subarray(0, middle), sorted.subarray(middle));
    }
    parts = halves;
  }
  const labels = new Int32Array(rows.length);
  const ordered = new Int32Array(rows.length);
  let at = 0;
  parts.forEach((part, cell) => {
    ordered.set(part, at);
    labels.fill(cell, at, at + part.length);
    at += part.length;
  });
  return { rows: ordered, labels };
}

/** Rows by their values in the column that begins at `column`, then by number. */
function sortedAlong(values: Float64Array, column: number, rows: Int32Array): Int32Array {
  return rows.slice().sort((a, b) => values[column + a]! - values[column + b]! || a - b);
}

function widestColumn(values: Float64Array, stride: number, columns: number, part: Int32Array): number {
  let widest = 0;
  let width = -1;
  for (let j = 0; j < columns; j++) {
    let least = Infinity;
    let most = -Infinity;
    for (const row of part) {
      const value = values[j * stride + row]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (most - least > width) {
      width = most - least;
      widest = j;
    }
  }
  return widest;
}

/** Column-major means of the groups; NaN for a group without rows. `labels[at]` is the group of `rows[at]`. */
async function meansOf({ rows: stride, columns, values }: Matrix, rows: Int32Array, labels: Int32Array, groups: number, session: Session): Promise<Float64Array> {
  const sums = new Float64Array(groups * columns);
  const counts = new Float64Array(groups);
  for (const label of labels) counts[label]!++;
  for (let j = 0; j < columns; j++) {
    await session.breathe();
    for (let at = 0; at < rows.length; at++) sums[j * groups + labels[at]!]! += values[j * stride + rows[at]!]!;
    for (let c = 0; c < groups; c++) sums[j * groups + c]! /= counts[c]!;
  }
  return sums;
}
