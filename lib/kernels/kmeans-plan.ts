import { TILE_ROWS } from "./runtime/tiles";

/** How much a K-means call searches; a function of the task alone, so that it is the same on every machine. */
export interface KmeansPlan {
  /** Rows that a run sees; `rows` when it looks at all of them. */
  sampleRows: number;
  /** Samples of so many rows each; runs take them in turn. */
  samples: number;
  /** Runs before the search may end. */
  leastRuns: number;
  mostRuns: number;
  /** Runs that are made at a time. */
  runsAtOnce: number;
  /** Most centres that a run breathes in at once, and how runs do (assembly/kmeans.ts): −m means up to m, by turns. */
  mostAtOnce: number;
  breath: number;
  /** A run's Lloyd iterations stop when one gains less than this share of the error. */
  tolerance: number;
  mostIterations: number;
  review: Review;
  /** Two reviewed runs whose errors differ by less than this share have found the same optimum. */
  agreement: number;
  /** The search ends when so many reviewed runs have found the best optimum (Infinity: never before its last run). */
  agreeing: number;
  /** … and the chance that one more run finds an optimum not seen yet is estimated at no more than this. */
  mostUnseen: number;
  /** Optima that are compared on all rows. */
  candidates: number;
  /** Rows on which single centres are moved until no move gains (kmeans-mend.ts): all, those of all samples, or none. */
  mendRows: number;
}

/** How the best runs of each batch go on, on the same rows, so that their errors can be compared. */
export interface Review {
  /** Of a batch so many. */
  runs: number;
  /** All rows, or those of some samples together. */
  rows: number;
  tolerance: number;
  mostIterations: number;
  /** Passes of exchanges (shared/exchange.ts) at the end; 0 where so many rows make them useless. */
  exchanges: number;
}

/** Up to so many centres runs find the best optimum, and moving single ones would not be worth its time. */
const FEW_CENTRES = 10;
/** Few centres are told apart by few rows: runs see samples from here on, of so many rows for each centre. */
const FEW_CENTRES_ROWS = 8_000;
const FEW_CENTRES_SAMPLE = 375;
const LEAST_SAMPLE_ROWS = 2_000;
/** Chance favours other optima in small samples: so each run has its own, and goes on in some of them together. */
const LEAST_REVIEW_ROWS = 12_000;
const REVIEW_ROWS = 24_000;
const REVIEW_SHARE = 0.4;
const LARGE_REVIEW_SHARE = 0.04;
const FEW_CENTRES_RUNS = 8;
const FEW_CENTRES_BATCHES = 3;
/** With many centres only the best runs are reviewed, which differ less than all. */
const MOST_UNSEEN = 0.25;
const MOST_UNSEEN_OF_MANY = 0.05;
/** More centres: a larger sample tells better which optimum is the best on all rows, and large data can pay for it. */
const SAMPLE_ROWS = 26_000;
const SAMPLE_SHARE = 0.08;
const MOST_SHARE_ROWS = 64_000;
const SAMPLE_ROWS_PER_CENTRE = 320;
/** Row × centre × column steps of one pass that the runs may cost together; a run is guessed at PASSES passes. */
const BUDGET = 3e9;
const PASSES = 150;
const MOST_RUNS = 6;
const LEAST_RUNS = 2;
/** Small data is searched for about this long in any case: it is as good as free. */
const FREE_MS = 110;
const MOST_FREE_RUNS = 72;
/** Runs on a sample. */
const SAMPLE_RUNS = 4;
/** Of many runs at least so many are reviewed; more, up to all, where their row × centre × column steps are few. */
const REVIEWED_RUNS = 12;
const REVIEW_STEPS = 2e6;
/** So many centres differ between runs in several places: more runs, more candidates; and so many leave time for one only. */
const SOME_CENTRES = 50;
const MANY_CENTRES = 150;
const MOST_MEND_ROWS = 200_000;
const EXCHANGE_ROWS = 20_000;
const MS_PER_STEP = 0.22e-6;
/** Passes of a run that stops early, of a review, and of what follows the search on all rows. */
const ROUGH_PASSES = 30;
const REVIEW_PASSES = 4;
const POLISH_PASSES = 10;

/** `restarts`: exactly that many runs; without it as many as it takes until some agree, within a budget. */
export function planKmeans(rows: number, columns: number, k: number, restarts?: number): KmeansPlan {
  const plan = k <= FEW_CENTRES && rows > FEW_CENTRES_ROWS ? planFewCentres(rows, k) : planSearch(rows, columns, k);
  if (restarts === undefined) return plan;
  return { ...plan, leastRuns: restarts, mostRuns: restarts, runsAtOnce: Math.min(64, restarts), review: { ...plan.review, runs: Math.min(plan.review.runs, restarts) } };
}

/** Short runs on small samples, all of them compared on more rows, until some agree. */
function planFewCentres(rows: number, k: number): KmeansPlan {
  const sampleRows = tiled(Math.max(LEAST_SAMPLE_ROWS, FEW_CENTRES_SAMPLE * k));
  const usual = Math.max(LEAST_REVIEW_ROWS, Math.min(REVIEW_ROWS, rows * REVIEW_SHARE));
  const wanted = Math.max(usual, Math.min(MOST_SHARE_ROWS, rows * LARGE_REVIEW_SHARE));
  const reviewed = Math.ceil(wanted / sampleRows);
  const isReviewWhole = rows <= reviewed * sampleRows * 1.25;
  return {
    sampleRows,
    samples: Math.max(FEW_CENTRES_RUNS, reviewed),
    leastRuns: FEW_CENTRES_RUNS,
    mostRuns: FEW_CENTRES_RUNS * FEW_CENTRES_BATCHES,
    runsAtOnce: FEW_CENTRES_RUNS,
    mostAtOnce: 2,
    breath: 2,
    tolerance: 1e-2,
    mostIterations: 100,
    review: { runs: FEW_CENTRES_RUNS, rows: isReviewWhole ? rows : reviewed * sampleRows, tolerance: 1e-4, mostIterations: 30, exchanges: 0 },
    agreement: 3e-4,
    agreeing: 3,
    mostUnseen: MOST_UNSEEN,
    candidates: 3,
    mendRows: rows <= MOST_MEND_ROWS ? rows : reviewed * sampleRows,
  };
}

function planSearch(rows: number, columns: number, k: number): KmeansPlan {
  const mends = k > FEW_CENTRES;
  const share = Math.min(MOST_SHARE_ROWS, Math.floor(rows * SAMPLE_SHARE));
  const mended = rows > MOST_MEND_ROWS ? MOST_SHARE_ROWS : 0;
  const wanted = Math.max(SAMPLE_ROWS, share, mended, SAMPLE_ROWS_PER_CENTRE * k);
  const sampleRows = rows <= wanted * 1.5 ? rows : tiled(wanted);
  const samples = sampleRows < rows ? 2 : 1;
  const exact = rows <= EXCHANGE_ROWS;
  const mostAtOnce = exact || k >= 16 ? 5 : 3;
  const mostIterations = 100;
  const plan = {
    sampleRows,
    samples,
    mostAtOnce,
    breath: -mostAtOnce,
    tolerance: 1e-4,
    mostIterations,
    review: { runs: Math.max(REVIEWED_RUNS, Math.min(MOST_FREE_RUNS, Math.floor(REVIEW_STEPS / (rows * (columns + 1) * k)))), rows: Math.min(rows, samples * sampleRows), tolerance: exact ? 1e-6 : 1e-4, mostIterations, exchanges: exact ? 100 : 0 },
    agreement: exact ? 1e-7 : 3e-4,
    agreeing: exact ? 3 : 2,
    mostUnseen: mends ? MOST_UNSEEN_OF_MANY : 1,
    candidates: candidatesOf(k, mends),
    mendRows: !mends ? 0 : rows <= MOST_MEND_ROWS ? rows : samples * sampleRows,
  };
  if (sampleRows < rows) {
    const runs = k > SOME_CENTRES && k <= MANY_CENTRES ? 2 * SAMPLE_RUNS : SAMPLE_RUNS;
    return { ...plan, agreeing: Infinity, leastRuns: runs, mostRuns: runs, runsAtOnce: runs };
  }
  // Of many runs most breathe little or not at all (shared/breathing.ts).
  const free = Math.floor(FREE_MS / Math.max(1e-3, 0.33 * stepMs(sampleRows, columns, k) * PASSES));
  const affordable = Math.floor(BUDGET / (sampleRows * columns * k * PASSES));
  const leastRuns = Math.max(LEAST_RUNS, Math.min(MOST_FREE_RUNS, free));
  return { ...plan, leastRuns, mostRuns: Math.max(2 * leastRuns, Math.min(MOST_RUNS, affordable)), runsAtOnce: leastRuns };
}

function candidatesOf(k: number, mends: boolean): number {
  if (!mends || k > MANY_CENTRES) return 1;
  return k > SOME_CENTRES ? 5 : 3;
}

function tiled(rows: number): number {
  return Math.ceil(rows / TILE_ROWS) * TILE_ROWS;
}

/** Rough milliseconds of the whole call on one thread. */
export function costMs({ sampleRows, leastRuns, tolerance, review }: KmeansPlan, rows: number, columns: number, k: number): number {
  const runs = leastRuns * stepMs(sampleRows, columns, k) * (tolerance < 1e-3 ? PASSES : ROUGH_PASSES);
  const reviews = Math.min(leastRuns, review.runs) * stepMs(review.rows, columns, k) * REVIEW_PASSES;
  return runs + reviews + stepMs(rows, columns, k) * POLISH_PASSES;
}

/** Rough milliseconds of one pass on one thread. */
function stepMs(rows: number, columns: number, k: number): number {
  return rows * (columns + 1) * k * MS_PER_STEP;
}
