import type { KernelControl } from "./control";
import { KMEANS_WASM } from "./generated/kmeans";
import { finishPartition, type Partition } from "./kmeans-finish";
import { PROBLEM_ERROR_BYTE, PROBLEM_WORD, STRUCT_BYTES } from "./kmeans-layout";
import { layOutMemory, type KmeansMemory } from "./kmeans-memory";
import { mendCentres } from "./kmeans-mend";
import { costMs, planKmeans } from "./kmeans-plan";
import { searchCentres } from "./kmeans-search";
import type { Matrix } from "./matrix";
import { renumbering } from "./renumber";
import { openSession, requireMemory, type Session } from "./runtime/session";
import { frameOf, type Frame } from "./runtime/tiles";
import { validateInteger, validateShape } from "./validate-matrix";

export interface KmeansOptions {
  /** Clusters wanted, 1 … 10,000. */
  k: number;
  seed: number;
  /** Independent searches; default: until some agree on the best partition. */
  restarts?: number;
  /** Most iterations over all rows after the search. Default 300. */
  maxIterations?: number;
}

export interface KmeansResult {
  /** Cluster of each row, 0 = the largest. */
  labels: Int32Array;
  /** clusters × columns, row-major. Fewer than k clusters where there are fewer distinct rows. */
  centroids: Float64Array;
  /** Σ squared distance of each row to its centroid, in f64. */
  inertia: number;
  sizes: Int32Array;
  /** Iterations over all rows after the search. */
  iterations: number;
}

const MOST_CENTRES = 10_000;
/** Work of less than this is done where it is called: starting threads would take longer. */
const INLINE_MS = 20;
const POLISH_TOLERANCE = 1e-10;
/** Two candidates that were made the best of and differ by less than this share: a third would hardly be better. */
const MENDED_ALIKE = 1e-4;
const ROUGH_TOLERANCE = 1e-4;
const ROUGH_ITERATIONS = 10;

/**
 * Partitions rows into k clusters with a small sum of squared distances to the clusters' means.
 *
 * `data` n × d (column-major), finite. Result shapes above; labels numbered by size.
 * @throws RangeError naming the argument: shapes, NaN or infinity, k, restarts, maxIterations. KernelMemoryExceeded.
 * KernelCancelled.
 * Deterministic: same seed, same bytes on any number of threads. Of equally near centroids the lower one wins.
 * Degenerate: no rows → no clusters; fewer distinct rows than k → one cluster for each.
 * O(n k d) time per iteration at worst, most rows skipped by bounds; memory 4 n d + 10 n bytes and the search's sample.
 * Method: independent runs of greedy k-means++ and breathing K-means, on samples beyond some 10,000 rows; the best compared
 * on the same rows until enough agree (kmeans-search.ts). Where they don't, and beyond ten centres, single centres are moved
 * to where the rows need them more (kmeans-mend.ts). The best is polished by Lloyd's iterations on all rows; f32 with the columns'
 * medians taken off, then means, inertia and all
 * near ties in f64. A row is skipped while the two largest steps of the centres, added up since it was looked at, can't
 * close the gap between its nearest and second nearest centre.
 * Source: Arthur and Vassilvitskii 2007 (k-means++); Fritzke, arXiv:2006.15666 (breathing); Hamerly 2010 (the bound, here
 * one cumulative movement instead of a bound updated per row).
 */
export async function kmeans(data: Matrix, options: KmeansOptions, control: KernelControl = {}): Promise<KmeansResult> {
  validateShape(data);
  const { seed, maxIterations = 300, restarts } = options;
  validateInteger(options.k, "k", 1, MOST_CENTRES);
  validateInteger(maxIterations, "maxIterations", 1);
  if (restarts !== undefined) validateInteger(restarts, "restarts", 1, 10_000);
  const { rows: n, columns: d } = data;
  if (n === 0) {
    return { labels: new Int32Array(0), centroids: new Float64Array(0), inertia: 0, sizes: new Int32Array(0), iterations: 0 };
  }
  const k = Math.min(options.k, n);
  const plan = planKmeans(n, d, k, restarts);
  const threads = costMs(plan, n, d, k) < INLINE_MS ? 0 : Math.max(1, control.threads ?? 1);
  const layout = layOutMemory(data, k, plan, threads);
  requireMemory(layout.bytes + n * 8 + k * d * 32, control);
  const session = openSession({ name: "kmeans", wasm: KMEANS_WASM, bytes: layout.bytes, threads, control });
  try {
    const frame = await frameOf(data, session.breathe);
    const found = await searchCentres(session, data, frame, k, plan, seed, layout);
    const candidates = layout.mend && !found.areSure ? await mendCandidates(session, found.candidates, d, layout, layout.mend) : found.candidates;
    const { partition, k: made, iterations } = await polishCentres(session, data, frame, candidates, maxIterations, layout);
    await session.breathe();
    control.onProgress?.(1);
    return finish(partition, made, d, iterations);
  } finally {
    session.close();
  }
}

/** Moves the candidates' centres; answers what is worth a look on all rows, the best last. */
async function mendCandidates(session: Session, candidates: Float32Array[], d: number, { rows: n, main, structs }: KmeansMemory, mend: NonNullable<KmeansMemory["mend"]>): Promise<Float32Array[]> {
  const { rows, problem: layout, trials } = mend;
  const struct = layout === main ? structs : structs + STRUCT_BYTES;
  const mended: { centres: Float32Array; error: number }[] = [];
  // The most promising candidate comes last.
  for (const candidate of [...candidates].reverse()) {
    const k = candidate.length / d;
    new Int32Array(session.buffer, struct, STRUCT_BYTES / 4)[PROBLEM_WORD.k] = k;
    const centres = new Float32Array(session.buffer, layout.centres, candidate.length);
    centres.set(candidate);
    const error = await mendCentres(session, { struct, layout, rows, columns: d, k }, trials);
    const isAgreed = mended.some((other) => Math.abs(error - other.error) <= MENDED_ALIKE * error);
    mended.push({ centres: centres.slice(), error });
    if (isAgreed) break;
  }
  mended.sort((a, b) => b.error - a.error);
  return mended.slice(rows === n ? -1 : 0).map(({ centres }) => centres);
}

/** Some iterations from each candidate on all rows; leaves the best centres in the problem. Answers the iterations. */
async function chooseCandidate(session: Session, candidates: Float32Array[], d: number, { main, structs }: KmeansMemory): Promise<number> {
  const words = new Int32Array(session.buffer, structs, STRUCT_BYTES / 4);
  const view = new DataView(session.buffer);
  let best = candidates[0]!;
  let least = Infinity;
  let iterations = 0;
  for (const candidate of candidates) {
    words[PROBLEM_WORD.k] = candidate.length / d;
    const centres = new Float32Array(session.buffer, main.centres, candidate.length);
    centres.set(candidate);
    if (candidates.length === 1) return 0;
    iterations += await session.run("polish", structs, 1, ROUGH_TOLERANCE, ROUGH_ITERATIONS);
    const error = view.getFloat64(structs + PROBLEM_ERROR_BYTE, true);
    if (error <= least) {
      least = error;
      best = centres.slice();
    }
  }
  words[PROBLEM_WORD.k] = best.length / d;
  new Float32Array(session.buffer, main.centres, best.length).set(best);
  return iterations;
}

/** Lloyd's iterations on all rows, then the f64 finish. */
async function polishCentres(session: Session, data: Matrix, frame: Frame, candidates: Float32Array[], maxIterations: number, layout: KmeansMemory): Promise<{ partition: Partition; k: number; iterations: number }> {
  const { rows: n, columns: d } = data;
  const { main, structs } = layout;
  const words = new Int32Array(session.buffer, structs, STRUCT_BYTES / 4);
  const rough = await chooseCandidate(session, candidates, d, layout);
  const k = words[PROBLEM_WORD.k]!;
  const iterations = rough + (await session.run("polish", structs, 1, POLISH_TOLERANCE, maxIterations));
  const labels = new Int32Array(n);
  labels.set(new Uint16Array(session.buffer, main.labels, n));
  await session.breathe();
  const centres = new Float32Array(session.buffer, main.centres, k * d);
  const centroids = Float64Array.from(centres, (value, at) => value / frame.scale + frame.centre[at % d]!);
  const moved = new Float32Array(words.buffer, words.byteOffset, words.length)[PROBLEM_WORD.moved]!;
  const unsure = rowsBelow(new Float32Array(session.buffer, main.thresholds, n), moved);
  const converged = words[PROBLEM_WORD.converged] === 1;
  const partition = await finishPartition(data, labels, centroids, k, unsure, converged, session.breathe);
  return { partition, k, iterations };
}

function rowsBelow(thresholds: Float32Array, moved: number): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < thresholds.length; i++) if (thresholds[i]! <= moved) rows.push(i);
  return Int32Array.from(rows);
}

function finish({ labels: found, centroids: all, inertia }: Partition, k: number, d: number, iterations: number): KmeansResult {
  const { labels, order, sizes } = renumbering(found, k);
  const centroids = new Float64Array(order.length * d);
  order.forEach((old, c) => centroids.set(all.subarray(old * d, old * d + d), c * d));
  return { labels, centroids, inertia, sizes, iterations };
}
