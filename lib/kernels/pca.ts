import { type KernelControl } from "./control";
import { PCA_WASM } from "./generated/pca";
import type { Matrix } from "./matrix";
import { aligned, DATA_ADDRESS } from "./runtime/layout";
import { openSession, requireMemory, type Session } from "./runtime/session";
import { sampleMedians } from "./runtime/tiles";
import { symmetricEigen } from "./symmetric-eigen";
import { validateInteger, validateMatrix, validateShape } from "./validate-matrix";

export interface PcaOptions {
  /** How many components to keep, 1 … columns. */
  components: number;
}

export interface PcaResult {
  /** Column means (d). */
  mean: Float64Array;
  /** Loadings, row-major components × d, unit length; the largest in magnitude of each row is positive. */
  components: Float64Array;
  /** Variance along each component, divided by n − 1. */
  explainedVariance: Float64Array;
  /** The same as a share of the total variance; 0 where the data have none. */
  explainedVarianceRatio: Float64Array;
  scores: Scores;
}

/** The rows in the new coordinates, n × components; in f32, as every figure of a row is kept in the end. */
export interface Scores {
  rows: number;
  columns: number;
  /** One column after the other: score (i, c) is `values[c * rows + i]`. */
  values: Float32Array;
}

interface Layout {
  bytes: number;
  /** Rows of a window. */
  stride: number;
  /** Columns, an even number, and two of padding. */
  width: number;
  /** Filled in turn: one by the caller while the threads work on the other. */
  windows: [number, number];
  products: number;
  loadings: number;
  offsets: number;
  shifts: number;
  /** What the rows less the shifts add up to. */
  rests: number;
  scores: [number, number];
}

/** Column means under way: rows are stored less `shift`, and `rest` adds up what is left. */
interface Centring {
  shift: Float64Array;
  rest: Float64Array;
}

/** Two windows stay in the second-level cache; keeping all centred rows instead cost more in fresh pages than it saved. */
const WINDOW_CELLS = 260_000;
const MOST_COLUMNS = 4_000;
/** n × d² below which threads cost more than they bring. */
const INLINE_STEPS = 1e8;

/**
 * Principal components of the covariance matrix.
 *
 * `data` n × d (column-major), finite; scores n × components. Scale the columns before, where their units differ.
 * @throws RangeError naming the argument: shapes, NaN or infinity, variances beyond 1.8e308, components, more than 4,000 columns.
 * KernelMemoryExceeded. KernelCancelled.
 * Deterministic on any number of threads. Sign: each component's loading of largest magnitude is positive (ties: the
 * lower column). Equal eigenvalues: any basis of their space. n < 2 or constant columns: variances 0. n < d is fine:
 * components beyond n − 1 have variance 0.
 * O(n d² + d³) time, 4 n × components + 32 d² bytes and some MB of windows.
 * Method: covariance in f64 of the rows less a sample's median, corrected by their mean, then symmetric tridiagonal QL.
 * Source: Chan, Golub, LeVeque 1983 (the correction); symmetric-eigen.ts.
 */
export async function pca(data: Matrix, { components: kept }: PcaOptions, control: KernelControl = {}): Promise<PcaResult> {
  validateShape(data);
  validateInteger(kept, "components", 1, data.columns);
  return inSession(data, kept, control, async (session, layout) => {
    const { shift, mean, vectors, variances, shares } = await spectrumOf(data, kept, session, layout, control);
    orient(vectors, data.columns, kept);
    const scores = await projectRows(data, shift, mean, vectors, kept, session, layout, control);
    return { mean, components: vectors, explainedVariance: variances.slice(0, kept), explainedVarianceRatio: shares.slice(0, kept), scores };
  });
}

/**
 * The share of the total variance along each principal component (columns of `data`), descending: all that choosing
 * their number takes. As `pca`, whose scores of all components would need as much time and memory again.
 * @throws as `pca`.
 */
export async function explainedVarianceShares(data: Matrix, control: KernelControl = {}): Promise<Float64Array> {
  validateShape(data);
  return inSession(data, 0, control, async (session, layout) => (await spectrumOf(data, 0, session, layout, control)).shares);
}

async function inSession<T>(data: Matrix, kept: number, control: KernelControl, work: (session: Session, layout: Layout) => Promise<T>): Promise<T> {
  const { rows: n, columns: d } = data;
  if (d > MOST_COLUMNS) throw new RangeError(`data.columns: expected at most ${MOST_COLUMNS}, got ${d}`);
  const layout = layOut(n, d, kept);
  requireMemory(layout.bytes + 4 * n * kept + 32 * d * d, control);
  const threads = n * d * d < INLINE_STEPS ? 0 : Math.max(1, control.threads ?? 1);
  const session = openSession({ name: "pca", wasm: PCA_WASM, bytes: layout.bytes, threads, control });
  try {
    const result = await work(session, layout);
    control.onProgress?.(1);
    return result;
  } finally {
    session.close();
  }
}

interface Spectrum {
  /** What the rows are taken less of while sums run, and the columns' means (d). */
  shift: Float64Array;
  mean: Float64Array;
  /** The first components, of unit length and either sign (kept × d). */
  vectors: Float64Array;
  /** Along every component, descending (d); and as shares of their sum. */
  variances: Float64Array;
  shares: Float64Array;
}

async function spectrumOf(data: Matrix, kept: number, session: Session, layout: Layout, control: KernelControl): Promise<Spectrum> {
  const { rows: n, columns: d } = data;
  const centring = { shift: sampleMedians(data), rest: new Float64Array(d) };
  const covariance = await covarianceOf(data, centring, session, layout, control);
  const mean = centring.shift.map((shift, j) => shift + (n > 0 ? centring.rest[j]! / n : 0));
  let total = 0;
  for (let j = 0; j < d; j++) total += covariance[j * d + j]!;
  if (!Number.isFinite(total)) throw new RangeError("data: its values are so large that a variance is beyond what a number holds; scale it first");
  const unit = powerOfTwoNear(total);
  const { values, vectors } = await symmetricEigen(covariance.map((value) => value / unit), d, kept, control);
  await session.breathe();
  const variances = values.map((value, c) => (c < n - 1 ? Math.max(0, value * unit) : 0));
  return { shift: centring.shift, mean, vectors, variances, shares: variances.map((value) => (total > 0 ? value / total : 0)) };
}

function layOut(n: number, d: number, kept: number): Layout {
  const width = Math.ceil(d / 2) * 2 + 2;
  const wanted = Math.max(64, Math.floor(WINDOW_CELLS / width / 64) * 64);
  const stride = Math.min(wanted, Math.max(64, Math.ceil(n / 64) * 64));
  const windowBytes = aligned(stride * width * 8);
  const windows: [number, number] = [DATA_ADDRESS, DATA_ADDRESS + windowBytes];
  const products = DATA_ADDRESS + 2 * windowBytes;
  const loadings = products + aligned(width * width * 8);
  const offsets = loadings + aligned(kept * d * 8);
  const shifts = offsets + aligned(kept * 8);
  const rests = shifts + aligned(width * 8);
  const scores = rests + aligned(width * 8);
  const scoreBytes = aligned(stride * kept * 4);
  return { bytes: scores + 2 * scoreBytes, stride, width, windows, products, loadings, offsets, shifts, rests, scores: [scores, scores + scoreBytes] };
}

/** Copies rows from `from` on, `count` of them, into a window as they are. */
function fillWindow({ rows: n, columns: d, values }: Matrix, window: Float64Array, stride: number, from: number, count: number): void {
  for (let j = 0; j < d; j++) window.set(values.subarray(j * n + from, j * n + from + count), j * stride);
}

/** The covariance (d × d); leaves in `centring.rest` what the centred rows add up to. */
async function covarianceOf(data: Matrix, centring: Centring, session: Session, layout: Layout, control: KernelControl): Promise<Float64Array> {
  const { rows: n, columns: d } = data;
  const { stride, width, windows } = layout;
  const { rest } = centring;
  new Float64Array(session.buffer, layout.shifts, width).fill(0).set(centring.shift);
  // What an earlier kernel left in the padding could be numbers that processors are slow with.
  for (const window of windows) new Float64Array(session.buffer, window + 8 * d * stride, (width - d) * stride).fill(0);
  const rests = new Float64Array(session.buffer, layout.rests, width).fill(0);
  const products = new Float64Array(session.buffer, layout.products, width * width).fill(0);
  let working: Promise<number> = Promise.resolve(0);
  for (let from = 0, turn = 0; from < n; from += stride, turn = 1 - turn) {
    const count = Math.min(stride, n - from);
    fillWindow(data, new Float64Array(session.buffer, windows[turn]!, stride * width), stride, from, count);
    await working;
    working = session.run("products", windows[turn]!, stride, count, width, d, layout.shifts, layout.rests, layout.products);
    await session.breathe();
    control.onProgress?.((0.7 * (from + count)) / n);
  }
  await working;
  rest.set(rests.subarray(0, d));
  // Sums that are not finite mean a cell that is not: say which.
  if (!rest.every(Number.isFinite)) validateMatrix(data);
  const covariance = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) {
      const value = n > 1 ? (products[a * width + b]! - (rest[a]! * rest[b]!) / n) / (n - 1) : 0;
      covariance[a * d + b] = value;
      covariance[b * d + a] = value;
    }
  }
  return covariance;
}

/** The eigen step squares what it gets: in this unit neither very small nor very large variances are lost, and no digit changes. */
function powerOfTwoNear(total: number): number {
  return total > 0 ? 2 ** Math.max(-1000, Math.floor(Math.log2(total))) : 1;
}

/** Turns each vector so that its entry of largest magnitude is positive. */
function orient(vectors: Float64Array, d: number, count: number): void {
  for (let c = 0; c < count; c++) {
    let largest = c * d;
    // Magnitudes that differ by rounding alone count as equal, so that the sign does not hang on the last digit.
    for (let at = c * d; at < c * d + d; at++) if (Math.abs(vectors[at]!) > Math.abs(vectors[largest]!) * (1 + 1e-9)) largest = at;
    if (vectors[largest]! < 0) for (let at = c * d; at < c * d + d; at++) vectors[at] = -vectors[at]!;
  }
}

/** (x − mean) · loading, from the rows less `shift`: what lies between shift and mean is taken off in the end. */
async function projectRows(data: Matrix, shift: Float64Array, mean: Float64Array, vectors: Float64Array, kept: number, session: Session, layout: Layout, control: KernelControl): Promise<Scores> {
  const { rows: n, columns: d } = data;
  const { stride, width, windows } = layout;
  const values = new Float32Array(n * kept);
  new Float64Array(session.buffer, layout.loadings, kept * d).set(vectors);
  const offsets = new Float64Array(session.buffer, layout.offsets, kept);
  for (let c = 0; c < kept; c++) {
    let offset = 0;
    for (let j = 0; j < d; j++) offset += (shift[j]! - mean[j]!) * vectors[c * d + j]!;
    offsets[c] = offset;
  }
  const scores = layout.scores.map((at) => new Float32Array(session.buffer, at, stride * kept));
  const { loadings, offsets: offsetsAt } = layout;
  // While the threads are at one window, the scores of the one before are taken out and the next is filled.
  let working: Promise<number> = Promise.resolve(0);
  let takeOut = (): void => undefined;
  for (let from = 0, turn = 0; from < n; from += stride, turn = 1 - turn) {
    const count = Math.min(stride, n - from);
    fillWindow(data, new Float64Array(session.buffer, windows[turn]!, stride * width), stride, from, count);
    await working;
    working = session.run("project", windows[turn]!, stride, Math.ceil(count / 4) * 4, d, layout.shifts, loadings, offsetsAt, kept, layout.scores[turn]!);
    takeOut();
    const found = scores[turn]!;
    takeOut = () => {
      for (let c = 0; c < kept; c++) values.set(found.subarray(c * stride, c * stride + count), c * n + from);
    };
    await session.breathe();
    control.onProgress?.(0.7 + (0.3 * from) / n);
  }
  await working;
  takeOut();
  return { rows: n, columns: kept, values };
}
