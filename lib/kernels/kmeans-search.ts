import { PROBLEM_WORD, SEARCH_TOLERANCE_BYTE, STRUCT_BYTES } from "./kmeans-layout";
import type { KmeansMemory } from "./kmeans-memory";
import type { KmeansPlan } from "./kmeans-plan";
import type { Matrix } from "./matrix";
import { randomStream } from "./random";
import type { Session } from "./runtime/session";
import { tileBytes, writeTiles, type Frame } from "./runtime/tiles";

export interface FoundCentres {
  /** Centres in the frame's units, k × d each; the most promising last. */
  candidates: Float32Array[];
  /** So many runs agreed that nothing better is to be expected of moving centres. */
  areSure: boolean;
}

interface Outcome {
  error: number;
  centres: Float32Array;
}

interface Search {
  session: Session;
  plan: KmeansPlan;
  memory: KmeansMemory;
  k: number;
  columns: number;
  /** Of the runs' own streams. */
  seed: number;
}

/** An optimum whose error in the review is above the best by less than this share may be the best on all rows. */
const NEARLY_AS_GOOD = 0.01;
/** Two optima are the same where their errors are alike and each centre has one of the other's within this share of the root mean square distance. */
const SAME_PLACE = 0.2;
/** Farther than any row; as in assembly/shared/problem.ts. */
const FAR = 1e15;

/**
 * Writes the rows into shared memory and makes runs, as many as the plan asks for; those with the least errors go on in a
 * review, all on the same rows, so that their errors can be compared.
 */
export async function searchCentres(session: Session, data: Matrix, frame: Frame, k: number, plan: KmeansPlan, seed: number, memory: KmeansMemory): Promise<FoundCentres> {
  const cells = new Float32Array(session.buffer);
  await writeTiles(data, frame, cells.subarray(memory.tiles / 4), session.breathe);
  if (memory.sampleTiles !== memory.tiles) {
    await writeTiles(data, frame, cells.subarray(memory.sampleTiles / 4), session.breathe, drawSamples(data.rows, plan, seed));
  }
  writeStructs(session, memory);
  const search: Search = { session, plan, memory, k, columns: data.columns, seed: randomStream(seed).nextUint32() };
  const { reviewed, areSure } = await makeRuns(search);
  const candidates = candidatesOf(search, reviewed);
  // What was reviewed on all rows needs no other comparison.
  return { candidates: areSure && plan.review.rows === data.rows ? candidates.slice(-1) : candidates, areSure };
}

/** Each sample: one row from each of so many equal stretches, ascending. */
function drawSamples(n: number, { sampleRows, samples }: KmeansPlan, seed: number): Int32Array {
  const { nextFloat } = randomStream(seed);
  return Int32Array.from({ length: samples * sampleRows }, (_, at) => Math.min(n - 1, Math.floor((((at % sampleRows) + nextFloat()) * n) / sampleRows)));
}

function problemsAt({ structs }: KmeansMemory): number {
  return structs + 2 * STRUCT_BYTES;
}

function searchesAt(memory: KmeansMemory): number {
  return problemsAt(memory) + STRUCT_BYTES * memory.problems.length;
}

function writeStructs(session: Session, memory: KmeansMemory): void {
  const words = new Int32Array(session.buffer);
  words.set(memory.main.fields, memory.structs / 4);
  if (memory.mend) words.set(memory.mend.problem.fields, (memory.structs + STRUCT_BYTES) / 4);
  memory.problems.forEach(({ fields }, at) => words.set(fields, (problemsAt(memory) + at * STRUCT_BYTES) / 4));
  memory.searches.forEach(({ fields }, at) => words.set(fields, (searchesAt(memory) + at * STRUCT_BYTES) / 4));
}

/** Runs `first` … `first + count − 1` on `rows` rows each: new ones on the samples, or the review of those begun. */
async function makeBatch({ session, plan, memory, k, columns, seed }: Search, first: number, count: number, isReview: boolean): Promise<void> {
  const { tolerance, mostIterations, exchanges } = isReview ? plan.review : { ...plan, exchanges: 0 };
  const rows = isReview ? plan.review.rows : plan.sampleRows;
  const words = new Int32Array(session.buffer);
  const view = new DataView(session.buffer);
  memory.problems.forEach((_, at) => {
    words[(problemsAt(memory) + at * STRUCT_BYTES) / 4 + PROBLEM_WORD.rows] = rows;
    view.setFloat64(searchesAt(memory) + at * STRUCT_BYTES + SEARCH_TOLERANCE_BYTE, tolerance, true);
  });
  await session.run(
    "search", problemsAt(memory), STRUCT_BYTES, searchesAt(memory), STRUCT_BYTES, memory.problems.length, k, first, first + count,
    seed, isReview ? 1 : 0, isReview ? 0 : plan.breath, mostIterations, exchanges, memory.outcomes, memory.outcomeBytes,
    rows === memory.rows ? memory.tiles : memory.sampleTiles, tileBytes(plan.sampleRows, columns), isReview ? 1 : plan.samples,
  );
}

function outcomesOf({ session, memory, columns }: Search, from: number, to: number): Outcome[] {
  const view = new DataView(session.buffer);
  return Array.from({ length: to - from }, (_, at) => {
    const outcome = memory.outcomes + (from + at) * memory.outcomeBytes;
    const found = view.getFloat64(outcome + 8, true);
    return { error: view.getFloat64(outcome, true), centres: new Float32Array(session.buffer, outcome + 16, found * columns).slice() };
  });
}

/**
 * Makes batches of runs until enough of those reviewed agree on the least error. Answers all that were reviewed, the best
 * first, and whether so many agreed.
 */
async function makeRuns(search: Search): Promise<{ reviewed: Outcome[]; areSure: boolean }> {
  const { plan, memory, session } = search;
  const bytes = new Uint8Array(session.buffer, memory.outcomes);
  const reviewed: Outcome[] = [];
  for (let made = 0; made < plan.mostRuns; ) {
    const count = Math.min(plan.runsAtOnce, plan.mostRuns - made);
    await makeBatch(search, made, count, false);
    const best = leastRuns(outcomesOf(search, made, made + count), plan);
    const first = plan.mostRuns + reviewed.length;
    best.forEach((run, at) => {
      const from = (made + run) * memory.outcomeBytes;
      bytes.copyWithin((first + at) * memory.outcomeBytes, from, from + memory.outcomeBytes);
    });
    await makeBatch(search, first, best.length, true);
    reviewed.push(...outcomesOf(search, first, first + best.length));
    made += count;
    if (made < plan.leastRuns) continue;
    reviewed.sort((a, b) => a.error - b.error);
    if (isEnough(search, reviewed)) return { reviewed, areSure: true };
  }
  return { reviewed: reviewed.sort((a, b) => a.error - b.error), areSure: false };
}

/**
 * Whether enough runs agree on the best, and few other optima are to be expected: of R runs that found w optima the next one
 * finds another with probability w (w + 1) / (R (R − 1)), if nothing is known before.
 * Source: Boender and Rinnooy Kan, "Bayesian stopping rules for multistart global optimization methods", 1987.
 */
function isEnough(search: Search, sorted: Outcome[]): boolean {
  const { agreeing, mostUnseen } = search.plan;
  if (sorted.filter((other) => isSame(search, sorted[0]!, other)).length < agreeing) return false;
  if (mostUnseen >= 1) return true;
  const optima: Outcome[] = [];
  for (const outcome of sorted) if (!optima.some((other) => isSame(search, other, outcome))) optima.push(outcome);
  return optima.length * (optima.length + 1) <= mostUnseen * sorted.length * (sorted.length - 1);
}

function isSame({ plan, columns: d }: Search, a: Outcome, b: Outcome): boolean {
  if (Math.abs(a.error - b.error) > plan.agreement * Math.min(a.error, b.error)) return false;
  if (a.centres.length !== b.centres.length) return false;
  const reach = (SAME_PLACE * SAME_PLACE * Math.max(0, a.error)) / plan.review.rows;
  for (let at = 0; at < a.centres.length; at += d) if (leastSquare(a.centres.subarray(at, at + d), b.centres) > reach) return false;
  return true;
}

function leastSquare(centre: Float32Array, others: Float32Array): number {
  let least = Infinity;
  for (let at = 0; at < others.length; at += centre.length) {
    let square = 0;
    for (let j = 0; j < centre.length; j++) square += (centre[j]! - others[at + j]!) ** 2;
    least = Math.min(least, square);
  }
  return least;
}

/** Which runs of a batch are reviewed: those with the least errors, each as a multiple of the least on its own sample. */
function leastRuns(outcomes: Outcome[], { review, samples }: KmeansPlan): number[] {
  const least = Array.from({ length: samples }, (_, sample) => Math.min(...outcomes.filter((_outcome, run) => run % samples === sample).map(({ error }) => error)));
  const excess = outcomes.map(({ error }, run) => (error > least[run % samples]! ? error / least[run % samples]! : 1));
  return Array.from(outcomes.keys()).sort((a, b) => excess[a]! - excess[b]! || a - b).slice(0, review.runs);
}

/** The centres worth a look on all rows, the most promising last: of optima that are nearly as good one run each. */
function candidatesOf(search: Search, reviewed: Outcome[]): Float32Array[] {
  // In f32 the error of rows that are all at a centre can come out below 0.
  const nearlyAsGood = Math.max(0, reviewed[0]!.error) * (1 + NEARLY_AS_GOOD);
  const { plan, memory, k, columns: d } = search;
  const chosen: Outcome[] = [];
  for (const outcome of reviewed) {
    if (chosen.length === plan.candidates || outcome.error > nearlyAsGood) break;
    if (!chosen.some((other) => isSame(search, other, outcome))) chosen.push(outcome);
  }
  return chosen.reverse().map(({ centres: found }) => {
    if (plan.sampleRows === memory.rows) return found;
    // Where a sample has fewer distinct rows than k, the other centres start far from all rows and are moved in.
    const centres = new Float32Array(k * d).fill(FAR);
    centres.set(found);
    return centres;
  });
}
