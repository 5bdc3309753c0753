import { TILE_ROWS } from "./runtime/tiles";

/** How much a K-means call searches; a function of the task alone, so that it is the same on every machine. */
export interface KmeansPlan {
  /** Rows of the search; `rows` when it looks at all of them. */
  sampleRows: number;
  /** Samples of so many rows each; runs take them in turn. */
  samples: number;
  /** Runs before the search may end. */
  leastRuns: number;
  mostRuns: number;
  /** Runs that are made at a time. */
  runsAtOnce: number;
  /** Centres breathed in at once. */
  mostAtOnce: number;
  /** A search's Lloyd iterations stop when one gains less than this share of the error. */
  tolerance: number;
  mostIterations: number;
  /** Passes of exchanges (shared/exchange.ts) at the end of a run; 0 where so many rows make them useless. */
  exchanges: number;
  /** Two runs whose errors differ by less than this share have found the same optimum. */
  agreement: number;
  /** The search ends when so many runs have found the best optimum. */
  agreeing: number;
  /** Optima of the sample that are compared on all rows. */
  candidates: number;
  /** Rows on which single centres are moved until no move gains (kmeans-mend.ts): all, those of all samples, or none. */
  mendRows: number;
}

/** A larger sample tells better which optimum is the best on all rows, and large data can pay for it. */
const SAMPLE_ROWS = 26_000;
/** Few centres are told apart by fewer rows: so many for each, but never less than the least. */
const FEW_CENTRES_ROWS = 1500;
const LEAST_SAMPLE_ROWS = 12_000;
const SAMPLE_SHARE = 0.08;
const MOST_SHARE_ROWS = 64_000;
const SAMPLE_ROWS_PER_CENTRE = 320;
/** In a smaller sample chance may favour the second-best optimum; in two of them at once it hardly does. */
const SURE_SAMPLE_ROWS = 40_000;
/** Row × centre × column steps of one pass that the runs may cost together; a run is guessed at PASSES passes. */
const BUDGET = 3e9;
const PASSES = 150;
const MOST_RUNS = 6;
const LEAST_RUNS = 2;
/** Small data is searched for about this long in any case: it is as good as free. */
const FREE_MS = 110;
const MOST_FREE_RUNS = 72;
/** Runs on a sample; what they find is compared on all rows. */
const SAMPLE_RUNS = 4;
/** Up to so many centres runs find the best optimum, and moving single ones would not be worth its time. */
const FEW_CENTRES = 10;
/** So many centres differ between runs in several places: more runs, more candidates; and so many leave time for one only. */
const SOME_CENTRES = 50;
const MANY_CENTRES = 150;
const MOST_MEND_ROWS = 200_000;
const EXCHANGE_ROWS = 20_000;
const MS_PER_STEP = 0.22e-6;

/** `restarts`: exactly that many runs; without it as many as it takes until some agree, within a budget. */
export function planKmeans(rows: number, columns: number, k: number, restarts?: number): KmeansPlan {
  const share = Math.min(MOST_SHARE_ROWS, Math.floor(rows * SAMPLE_SHARE));
  const mends = k > FEW_CENTRES;
  const mended = mends && rows > MOST_MEND_ROWS ? MOST_SHARE_ROWS : 0;
  const wanted = Math.max(LEAST_SAMPLE_ROWS, Math.min(SAMPLE_ROWS, FEW_CENTRES_ROWS * k), share, mended, SAMPLE_ROWS_PER_CENTRE * k);
  const sampleRows = rows <= Math.max(SAMPLE_ROWS, wanted) * 1.5 ? rows : Math.ceil(wanted / TILE_ROWS) * TILE_ROWS;
  const samples = sampleRows < rows && (mends || sampleRows < SURE_SAMPLE_ROWS) ? 2 : 1;
  const mendRows = !mends ? 0 : rows <= MOST_MEND_ROWS ? rows : samples * sampleRows;
  const exact = sampleRows === rows && rows <= EXCHANGE_ROWS;
  const plan = {
    sampleRows,
    samples,
    mostAtOnce: exact || k >= 16 ? 5 : 3,
    tolerance: exact ? 1e-6 : 1e-4,
    mostIterations: 100,
    exchanges: exact ? 100 : 0,
    agreement: exact ? 1e-7 : 3e-4,
    agreeing: exact ? 3 : 2,
    candidates: candidatesOf(k, mends, sampleRows < rows),
    mendRows,
  };
  if (restarts !== undefined) return { ...plan, leastRuns: restarts, mostRuns: restarts, runsAtOnce: Math.min(64, restarts) };
  if (sampleRows < rows) {
    const runs = k > SOME_CENTRES && k <= MANY_CENTRES ? 2 * SAMPLE_RUNS : SAMPLE_RUNS;
    return { ...plan, leastRuns: runs, mostRuns: runs, runsAtOnce: runs };
  }
  // Of many runs most breathe little or not at all (shared/breathing.ts).
  const free = Math.floor(FREE_MS / Math.max(1e-3, 0.33 * runCostMs(sampleRows, columns, k)));
  const affordable = Math.floor(BUDGET / (sampleRows * columns * k * PASSES));
  const leastRuns = Math.max(LEAST_RUNS, Math.min(MOST_FREE_RUNS, free));
  return { ...plan, leastRuns, mostRuns: Math.max(2 * leastRuns, Math.min(MOST_RUNS, affordable)), runsAtOnce: leastRuns };
}

function candidatesOf(k: number, mends: boolean, isSampled: boolean): number {
  if (!mends) return isSampled ? 3 : 1;
  if (k > MANY_CENTRES) return 1;
  return k > SOME_CENTRES ? 5 : 3;
}

/** Rough milliseconds of the least search on one thread. */
export function searchCostMs({ sampleRows, leastRuns }: KmeansPlan, columns: number, k: number): number {
  return runCostMs(sampleRows, columns, k) * leastRuns;
}

function runCostMs(rows: number, columns: number, k: number): number {
  return rows * (columns + 1) * k * PASSES * MS_PER_STEP;
}
