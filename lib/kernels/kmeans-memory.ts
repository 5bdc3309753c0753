import { blockCount, layOutProblem, layOutSearch, STRUCT_BYTES, takeTiles, type ProblemLayout, type SearchLayout } from "./kmeans-layout";
import type { KmeansPlan } from "./kmeans-plan";
import { layOutTrials, type TrialLayout } from "./kmeans-trials";
import type { Matrix } from "./matrix";
import { createAllocator } from "./runtime/allocator";
import { tileBytes } from "./runtime/tiles";

/** Addresses of everything that one K-means call keeps in shared memory. */
export interface KmeansMemory {
  rows: number;
  bytes: number;
  tiles: number;
  /** All samples, one after the other; `tiles` where all rows are searched. */
  sampleTiles: number;
  /** The structs: of all rows, of the rows for moving centres, then the searches' problems and working memory. */
  structs: number;
  main: ProblemLayout;
  problems: ProblemLayout[];
  searches: SearchLayout[];
  /** Of all runs, then of those that were reviewed. */
  outcomes: number;
  outcomeBytes: number;
  /** The rows on which single centres are moved. */
  mend?: { rows: number; problem: ProblemLayout; trials: TrialLayout };
}

/** Lays out the memory of a call on `threads` threads (0: none but the caller's). */
export function layOutMemory({ rows: n, columns: d }: Matrix, k: number, plan: KmeansPlan, threads: number): KmeansMemory {
  const memory = createAllocator();
  const workers = Math.max(1, Math.min(threads, plan.runsAtOnce));
  const most = k + plan.mostAtOnce;
  const structs = memory.take(STRUCT_BYTES * (2 + 2 * Math.max(1, threads)));
  const tiles = takeTiles(memory, n, d);
  const sampleTiles = plan.sampleRows < n ? memory.take(tileBytes(plan.sampleRows, d) * plan.samples) : tiles;
  const main = layOutProblem(memory, tiles, n, d, most, blockCount(n, most, d), threads);
  const problems: ProblemLayout[] = [];
  const searches: SearchLayout[] = [];
  const searched = Math.max(plan.sampleRows, plan.review.rows);
  for (let worker = 0; worker < workers; worker++) {
    problems.push(layOutProblem(memory, sampleTiles, searched, d, most, 1, 1));
    searches.push(layOutSearch(memory, searched, d, most));
  }
  const outcomeBytes = 16 + Math.ceil((k * d) / 2) * 8;
  const batches = Math.ceil(plan.mostRuns / plan.runsAtOnce);
  const outcomes = memory.take(outcomeBytes * (plan.mostRuns + batches * plan.review.runs));
  const mended = plan.mendRows === n ? main : layOutProblem(memory, sampleTiles, plan.mendRows, d, most, blockCount(plan.mendRows, most, d), threads);
  const mend = plan.mendRows > 0 ? { rows: plan.mendRows, problem: mended, trials: layOutTrials(memory, plan.mendRows, d, k, threads) } : undefined;
  return { rows: n, mend, bytes: memory.used(), tiles, sampleTiles, structs, main, problems, searches, outcomes, outcomeBytes };
}
