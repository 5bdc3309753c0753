import type { KernelControl } from "./control";
import { NEAREST_WASM } from "./generated/nearest";
import type { Matrix } from "./matrix";
import { aligned, DATA_ADDRESS } from "./runtime/layout";
import { openSession, requireMemory, type Session } from "./runtime/session";
import { validateInteger, validateMatrix, validateMatrixInTurns, validateShape } from "./validate-matrix";

export interface NearestCentroids {
  labels: Int32Array;
  /** Euclidean distance to the nearest centroid. */
  distances: Float64Array;
  /** The second nearest centroid, −1 where there is only one. */
  second: Int32Array;
  /** Infinity where there is only one centroid. */
  secondDistances: Float64Array;
}

interface Window {
  rows: number;
  labels: number;
  distances: number;
  second: number;
  secondDistances: number;
}

/** What a row's answer takes: two labels and two distances. */
const RESULT_BYTES = 24;
const WINDOW_CELLS = 400_000;
/** Rows of a window cost at most so many distance steps, so that an inline call does not hold up the event loop. */
const WINDOW_STEPS = 20_000_000;
/** n × k × d below which threads cost more than they bring. */
const INLINE_STEPS = 5_000_000;

/**
 * Finds, for every row, the nearest and the second nearest of `k` centroids.
 *
 * `data` n × d (column-major), `centroids` k × d (row-major), both in the same units; distances are Euclidean.
 * @throws RangeError naming the argument: shapes, NaN or infinity in `data` or `centroids`, k < 1. KernelMemoryExceeded.
 * KernelCancelled.
 * Deterministic on any number of threads; of equally near centroids the lower number wins. O(n k d) time, O(n) memory.
 * Plain f64 differences, no expansion into norms, so that no digits cancel.
 */
export async function nearestCentroid(data: Matrix, centroids: Float64Array, k: number, control: KernelControl = {}): Promise<NearestCentroids> {
  validateInteger(k, "k", 1);
  validateShape(data);
  if (centroids.length !== k * data.columns) {
    throw new RangeError(`centroids: expected ${k} × ${data.columns} = ${k * data.columns} numbers, got ${centroids.length}`);
  }
  validateMatrix({ rows: centroids.length, columns: 1, values: centroids }, "centroids");
  const { rows: n, columns: d } = data;
  const wanted = Math.floor(Math.min(WINDOW_CELLS / d, WINDOW_STEPS / (k * d)) / 64) * 64;
  const stride = Math.max(64, Math.min(wanted, Math.ceil(n / 64) * 64));
  const windowBytes = aligned(stride * d * 8) + aligned(stride * 24);
  const centroidsAt = DATA_ADDRESS + 2 * windowBytes;
  const threads = n * k * d < INLINE_STEPS ? 0 : Math.max(1, control.threads ?? 1);
  const bytes = centroidsAt + centroids.length * 8;
  requireMemory(bytes + n * RESULT_BYTES, control);
  const session = openSession({ name: "nearest", wasm: NEAREST_WASM, bytes, threads, control });
  try {
    await validateMatrixInTurns(data, session.breathe);
    new Float64Array(session.buffer, centroidsAt, centroids.length).set(centroids);
    const windows = [DATA_ADDRESS, DATA_ADDRESS + windowBytes].map((rows): Window => {
      const distances = rows + aligned(stride * d * 8);
      const secondDistances = distances + stride * 8;
      const labels = secondDistances + stride * 8;
      return { rows, distances, secondDistances, labels, second: labels + stride * 4 };
    });
    return await assignAll(data, session, windows, stride, centroidsAt, k, control);
  } finally {
    session.close();
  }
}

/** Window by window: while the threads are at one, the next is filled. */
async function assignAll({ rows: n, columns: d, values }: Matrix, session: Session, windows: Window[], stride: number, centroids: number, k: number, control: KernelControl): Promise<NearestCentroids> {
  const result: NearestCentroids = {
    labels: new Int32Array(n),
    distances: new Float64Array(n),
    second: new Int32Array(n),
    secondDistances: new Float64Array(n),
  };
  const cells = new Float64Array(session.buffer);
  let working: Promise<void> = Promise.resolve();
  for (let from = 0; from < n; from += stride) {
    const window = windows[(from / stride) % 2]!;
    const count = Math.min(stride, n - from);
    for (let j = 0; j < d; j++) cells.set(values.subarray(j * n + from, j * n + from + count), window.rows / 8 + j * stride);
    await working;
    const { labels, distances, second, secondDistances } = window;
    const padded = Math.ceil(count / 4) * 4;
    const assigned = session.run("assign", window.rows, stride, padded, d, centroids, k, labels, distances, second, secondDistances);
    working = assigned.then(() => {
      result.labels.set(new Int32Array(session.buffer, labels, count), from);
      result.distances.set(new Float64Array(session.buffer, distances, count), from);
      result.second.set(new Int32Array(session.buffer, second, count), from);
      result.secondDistances.set(new Float64Array(session.buffer, secondDistances, count), from);
      control.onProgress?.((from + count) / n);
    });
    // Looked at in the next turn; a cancelled call must not leave it unhandled until then.
    working.catch(() => undefined);
    await session.breathe();
  }
  await working;
  return result;
}
