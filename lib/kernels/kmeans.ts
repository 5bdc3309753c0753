import type { KernelControl } from "./control";
import { KMEANS_WASM } from "./generated/kmeans";
import { finishPartition, type Partition } from "./kmeans-finish";
import {
  blockCount, layOutProblem, layOutSearch, PROBLEM_ERROR_BYTE, PROBLEM_WORD, SEARCH_TOLERANCE_BYTE, STRUCT_BYTES, takeTiles,
  type ProblemLayout, type SearchLayout,
} from "./kmeans-layout";
import { planKmeans, searchCostMs, type KmeansPlan } from "./kmeans-plan";
import { mendCentres } from "./kmeans-mend";
import { layOutTrials, type TrialLayout } from "./kmeans-trials";
import type { Matrix } from "./matrix";
import { randomStream } from "./random";
import { renumbering } from "./renumber";
import { createAllocator } from "./runtime/allocator";
import { openSession, requireMemory, type Session } from "./runtime/session";
import { frameOf, tileBytes, writeTiles, type Frame } from "./runtime/tiles";
import { validateInteger, validateShape } from "./validate-matrix";

export interface KmeansOptions {
  /** Clusters wanted, 1 … 10,000. */
  k: number;
  seed: number;
  /** Independent searches; default: until some agree on the best error. */
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

interface Layout {
  rows: number;
  bytes: number;
  tiles: number;
  sampleTiles: number;
  structs: number;
  main: ProblemLayout;
  problems: ProblemLayout[];
  searches: SearchLayout[];
  outcomes: number;
  outcomeBytes: number;
  /** The rows on which single centres are moved. */
  mend?: { rows: number; problem: ProblemLayout; trials: TrialLayout };
}

const MOST_CENTRES = 10_000;
const INLINE_MS = 15;
const INLINE_ROWS = 20_000;
const POLISH_TOLERANCE = 1e-10;
/** An optimum on the sample whose error is above the best by less than this share may be the best on all rows. */
const NEARLY_AS_GOOD = 0.01;
/** Two candidates that were made the best of and differ by less than this share: a third would hardly be better. */
const MENDED_ALIKE = 1e-4;
const ROUGH_TOLERANCE = 1e-4;
const ROUGH_ITERATIONS = 10;
/** Farther than any row; as in assembly/shared/problem.ts. */
const FAR = 1e15;

/**
 * Partitions rows into k clusters with a small sum of squared distances to the clusters' means.
 *
 * `data` n × d (column-major), finite. Result shapes above; labels numbered by size.
 * @throws RangeError naming the argument: shapes, NaN or infinity, k, restarts, maxIterations. KernelMemoryExceeded.
 * KernelCancelled.
 * Deterministic: same seed, same bytes on any number of threads. Of equally near centroids the lower one wins.
 * Degenerate: no rows → no clusters; fewer distinct rows than k → one cluster for each.
 * O(n k d) time per iteration at worst, most rows skipped by bounds; memory 4 n d + 10 n bytes and the search's sample.
 * Method: independent runs of greedy k-means++ and breathing K-means on a sample (all rows up to some 10,000); beyond ten
 * centres single ones are then moved to where all rows need them more (kmeans-mend.ts); the best polished by Lloyd's iterations on all rows; f32 with the columns' medians taken off, then means, inertia and all
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
  const threads = n <= INLINE_ROWS && searchCostMs(plan, d, k) < INLINE_MS ? 0 : Math.max(1, control.threads ?? 1);
  const layout = layOut(data, k, plan, threads);
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

function layOut({ rows: n, columns: d }: Matrix, k: number, plan: KmeansPlan, threads: number): Layout {
  const memory = createAllocator();
  const workers = Math.max(1, Math.min(threads, plan.runsAtOnce));
  const most = k + plan.mostAtOnce;
  const structs = memory.take(STRUCT_BYTES * (2 + 2 * Math.max(1, threads)));
  const tiles = takeTiles(memory, n, d);
  const sampleTiles = plan.sampleRows < n ? memory.take(tileBytes(plan.sampleRows, d) * plan.samples) : tiles;
  const main = layOutProblem(memory, tiles, n, d, most, blockCount(n, most, d), threads);
  const problems: ProblemLayout[] = [];
  const searches: SearchLayout[] = [];
  for (let worker = 0; worker < workers; worker++) {
    problems.push(layOutProblem(memory, sampleTiles, plan.sampleRows, d, most, 1, 1));
    searches.push(layOutSearch(memory, plan.sampleRows, d, most));
  }
  const outcomeBytes = 16 + Math.ceil((k * d) / 2) * 8;
  const outcomes = memory.take(outcomeBytes * plan.mostRuns);
  const mended = plan.mendRows === n ? main : layOutProblem(memory, sampleTiles, plan.mendRows, d, most, blockCount(plan.mendRows, most, d), threads);
  const mend = plan.mendRows > 0 ? { rows: plan.mendRows, problem: mended, trials: layOutTrials(memory, plan.mendRows, d, k, threads) } : undefined;
  return { rows: n, mend, bytes: memory.used(), tiles, sampleTiles, structs, main, problems, searches, outcomes, outcomeBytes };
}

interface Found {
  /** Centres in the frame's units, k × d each. */
  candidates: Float32Array[];
  /** So many runs on all rows agreed that nothing better is to be expected. */
  areSure: boolean;
}

/** The best centres of all runs. */
async function searchCentres(session: Session, data: Matrix, frame: Frame, k: number, plan: KmeansPlan, seed: number, layout: Layout): Promise<Found> {
  const { rows: n, columns: d } = data;
  const cells = new Float32Array(session.buffer);
  const sampleBytes = tileBytes(plan.sampleRows, d);
  await writeTiles(data, frame, cells.subarray(layout.tiles / 4), session.breathe);
  if (layout.sampleTiles !== layout.tiles) {
    for (let sample = 0; sample < plan.samples; sample++) {
      const chosen = sampleOf(n, plan.sampleRows, sample === 0 ? seed : randomStream(seed).nextUint32());
      await writeTiles(data, frame, cells.subarray((layout.sampleTiles + sample * sampleBytes) / 4), session.breathe, chosen);
    }
  }
  const words = new Int32Array(session.buffer);
  const problems = layout.structs + 2 * STRUCT_BYTES;
  const searches = problems + STRUCT_BYTES * layout.problems.length;
  words.set(layout.main.fields, layout.structs / 4);
  if (layout.mend) words.set(layout.mend.problem.fields, (layout.structs + STRUCT_BYTES) / 4);
  layout.problems.forEach(({ fields }, at) => words.set(fields, (problems + at * STRUCT_BYTES) / 4));
  layout.searches.forEach(({ fields }, at) => {
    words.set(fields, (searches + at * STRUCT_BYTES) / 4);
    new DataView(session.buffer).setFloat64(searches + at * STRUCT_BYTES + SEARCH_TOLERANCE_BYTE, plan.tolerance, true);
  });
  const run = async (first: number, count: number): Promise<void> => {
    await session.run(
      "search", problems, STRUCT_BYTES, searches, STRUCT_BYTES, layout.problems.length, k, first, first + count,
      randomStream(seed).nextUint32(), plan.mostAtOnce, plan.mostIterations, plan.exchanges, layout.outcomes, layout.outcomeBytes,
      layout.sampleTiles, sampleBytes, plan.samples,
    );
  };
  const { errors, areSure } = await makeRuns(session, plan, layout, run);
  return { candidates: candidatesOf(session, errors, plan, k, d, layout), areSure };
}

/** Makes runs until some of them agree on the least error; answers all their errors, and whether so many agreed on all rows. */
async function makeRuns(session: Session, plan: KmeansPlan, layout: Layout, run: (first: number, count: number) => Promise<void>): Promise<{ errors: number[]; areSure: boolean }> {
  const view = new DataView(session.buffer);
  const errors: number[] = [];
  while (errors.length < plan.mostRuns) {
    const first = errors.length;
    const count = Math.min(plan.runsAtOnce, plan.mostRuns - first);
    await run(first, count);
    for (let at = first; at < first + count; at++) errors.push(view.getFloat64(layout.outcomes + at * layout.outcomeBytes, true));
    const least = Math.min(...errors);
    if (errors.length >= plan.leastRuns && errors.filter((error) => error <= least * (1 + plan.agreement)).length >= plan.agreeing) {
      return { errors, areSure: plan.sampleRows === layout.rows };
    }
  }
  return { errors, areSure: false };
}

/**
 * The centres worth a look on all rows, the most promising last: the best run's, and where runs saw only a sample also
 * other optima that are nearly as good there.
 */
function candidatesOf(session: Session, errors: number[], plan: KmeansPlan, k: number, d: number, layout: Layout): Float32Array[] {
  // Errors on different samples can't be compared: each counts as a multiple of the best on its own sample.
  const leastOf = Array.from({ length: plan.samples }, (_, sample) => Math.min(...errors.filter((_error, run) => run % plan.samples === sample)));
  const excess = errors.map((error, run) => (error > leastOf[run % plan.samples]! ? error / leastOf[run % plan.samples]! : 1));
  const order = Array.from(errors.keys()).sort((a, b) => excess[a]! - excess[b]! || a - b);
  const chosen: number[] = [];
  for (const run of order) {
    if (chosen.length === plan.candidates || excess[run]! > 1 + NEARLY_AS_GOOD) break;
    const isKnown = chosen.some((other) => other % plan.samples === run % plan.samples && excess[run]! <= excess[other]! * (1 + plan.agreement));
    if (!isKnown) chosen.push(run);
  }
  const view = new DataView(session.buffer);
  return chosen.reverse().map((run) => {
    const outcome = layout.outcomes + run * layout.outcomeBytes;
    const found = view.getFloat64(outcome + 8, true);
    // Where a sample has fewer distinct rows than k, the other centres start far from all rows and are moved in.
    const centres = new Float32Array((found < k && plan.sampleRows < layout.rows ? k : found) * d).fill(FAR);
    centres.set(new Float32Array(session.buffer, outcome + 16, found * d));
    return centres;
  });
}

/** Moves the candidates' centres; answers what is worth a look on all rows, the best last. */
async function mendCandidates(session: Session, candidates: Float32Array[], d: number, { rows: n, main, structs }: Layout, mend: NonNullable<Layout["mend"]>): Promise<Float32Array[]> {
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
async function chooseCandidate(session: Session, candidates: Float32Array[], d: number, { main, structs }: Layout): Promise<number> {
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
async function polishCentres(session: Session, data: Matrix, frame: Frame, candidates: Float32Array[], maxIterations: number, layout: Layout): Promise<{ partition: Partition; k: number; iterations: number }> {
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

/** `count` of `n` rows, one from each of `count` equal stretches, ascending. */
function sampleOf(n: number, count: number, seed: number): Int32Array {
  const { nextFloat } = randomStream(seed);
  return Int32Array.from({ length: count }, (_, at) => Math.min(n - 1, Math.floor(((at + nextFloat()) * n) / count)));
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
