import { breathe, Search } from "./shared/breathing";
import { addBlocks, assignBlock, moveCentres, errorOf } from "./shared/lloyd";
import { tryMove } from "./shared/mending";
import { Problem, resetLabels, spreadCentres } from "./shared/problem";
import { seedRandom } from "./shared/random";
import { seedCentres } from "./shared/seeding";
import { barrier, progress, resetTickets, takeTicket } from "./shared/threads";

/** Where a run's outcome goes: f64 error, f64 number of centres, then f32 centres. */
// @ts-ignore: decorator
@inline const OUTCOME_HEAD: usize = 16;

// Progress is a guess: how many runs and iterations it takes is not known before.
// @ts-ignore: decorator
@inline const SEARCH_SHARE: f32 = 0.6;

/**
 * Independent runs, each on one thread: from greedy k-means++ or, where `begun`, from the centres that stand in their
 * outcomes. The thread's problem and search are the ones number `thread` of `problems` and `searches`; run r of firstRun …
 * endRun − 1 uses stream r of the seed and sees sample r mod `samples` of those that lie one after the other, `sampleBytes`
 * each, from `tiles` on. `breath`: centres breathed in at once; −m: up to m, the runs differ.
 */
export function search(
  thread: i32, threads: i32, problems: usize, problemBytes: usize, searches: usize, searchBytes: usize,
  workers: i32, k: i32, firstRun: i32, endRun: i32, seed: u32, begun: i32, breath: i32, mostIterations: i32, exchanges: i32,
  outcomes: usize, outcomeBytes: usize, tiles: usize, sampleBytes: usize, samples: i32,
): i32 {
  const p = changetype<Problem>(problems + <usize>min(thread, workers - 1) * problemBytes);
  const s = changetype<Search>(searches + <usize>min(thread, workers - 1) * searchBytes);
  for (let run = thread < workers ? firstRun + takeTicket() : endRun; run < endRun; run = firstRun + takeTicket()) {
    const outcome = outcomes + <usize>run * outcomeBytes;
    p.tiles = tiles + <usize>(run % samples) * sampleBytes;
    seedRandom(s.random, seed, <u32>run);
    if (begun) {
      p.k = <i32>load<f64>(outcome, 8);
      memory.copy(p.centres, outcome + OUTCOME_HEAD, (<usize>p.k * <usize>p.columns) << 2);
      spreadCentres(p);
    } else {
      seedCentres(p, k, s.groups, s.candidate, s.random);
    }
    breathe(p, s, breath < 0 ? breathOf(run, -breath) : breath, mostIterations, exchanges);
    store<f64>(outcome, s.error);
    store<f64>(outcome, <f64>s.k, 8);
    memory.copy(outcome + OUTCOME_HEAD, s.best, (<usize>s.k * <usize>p.columns) << 2);
    progress((SEARCH_SHARE * <f32>(run + 1)) / <f32>(run + 3));
  }
  barrier(threads);
  if (thread == 0) resetTickets();
  barrier(threads);
  return 0;
}

/**
 * Breathing is strong, and therefore runs tend to the same optimum; where k does not fit the data that need not be the
 * best. So after two runs that breathe fully most do it one centre at a time or not at all, which is cheap.
 */
function breathOf(run: i32, mostAtOnce: i32): i32 {
  if (run < 2 || (run & 15) == 8) return mostAtOnce;
  const turn = run & 7;
  return turn == 2 || turn == 5 ? 1 : 0;
}

/**
 * Lloyd's iterations on all threads from the problem's centres, until no row changes its cluster (then `converged`),
 * an iteration gains less than `tolerance` of the error, or `mostIterations`. In the end every row is labelled with
 * the nearest of `centres`. `fresh`: forget labels first. Each thread has 256 bytes of scratch.
 */
export function polish(
  thread: i32, threads: i32, problem: usize, fresh: i32, tolerance: f64, mostIterations: i32,
): i32 {
  const p = changetype<Problem>(problem);
  const scratch = p.scratch + (<usize>thread << 8);
  if (thread == 0) {
    spreadCentres(p);
    if (fresh) resetLabels(p);
    p.stop = 0;
    p.converged = 0;
    p.iterations = 0;
    resetTickets();
  }
  barrier(threads);
  while (true) {
    for (let block = takeTicket(); block < p.blocks; block = takeTicket()) {
      store<i32>(p.changes + (<usize>block << 2), assignBlock(p, block, scratch));
    }
    barrier(threads);
    if (thread == 0) decide(p, tolerance, mostIterations);
    barrier(threads);
    if (p.stop == 1) return p.iterations;
  }
}

/** After an assignment: move the centres and go on, or stop. */
function decide(p: Problem, tolerance: f64, mostIterations: i32): void {
  resetTickets();
  p.iterations++;
  let changed = 0;
  for (let block = 0; block < p.blocks; block++) changed += load<i32>(p.changes + (<usize>block << 2));
  if (changed == 0) p.converged = 1;
  if (changed == 0 || p.stop == 2) {
    p.stop = 1;
    return;
  }
  addBlocks(p);
  const gain = moveCentres(p);
  p.error = errorOf(p, -1);
  progress(SEARCH_SHARE + (1 - SEARCH_SHARE) * (1 - 1 / sqrt<f32>(1 + <f32>p.iterations)));
  if (gain <= tolerance * p.error || p.iterations >= mostIterations) p.stop = 2;
}

/**
 * Tries `count` moves (shared/mending.ts) of the problem's labelled rows, which `order` lists cluster by cluster from
 * `starts` on. Each thread has its own problem of `parts`, and `scratchBytes` of scratch.
 */
export function tryMoves(
  thread: i32, threads: i32, problem: usize, parts: usize, partBytes: usize, workers: i32, tasks: usize, taskBytes: usize, count: i32, outcomes: usize, outcomeBytes: usize,
  order: usize, starts: usize, scratch: usize, scratchBytes: usize, tolerance: f64, mostIterations: i32,
): i32 {
  const p = changetype<Problem>(problem);
  if (thread == 0) resetTickets();
  barrier(threads);
  if (thread < workers) {
    const q = changetype<Problem>(parts + <usize>thread * partBytes);
    for (let task = takeTicket(); task < count; task = takeTicket()) {
      tryMove(
        p, q, tasks + <usize>task * taskBytes, outcomes + <usize>task * outcomeBytes, order, starts, scratch + <usize>thread * scratchBytes, tolerance, mostIterations,
      );
    }
  }
  barrier(threads);
  if (thread == 0) resetTickets();
  barrier(threads);
  return 0;
}
