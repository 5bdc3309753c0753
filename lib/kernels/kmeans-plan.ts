/** How much a K-means call searches; a function of the task alone, so that it is the same on every machine. */
export interface KmeansPlan {
  /** Rows of the search; `rows` when it looks at all of them. */
  sampleRows: number;
  /** Runs before the search may end: it ends when two runs agree on the best error. */
  leastRuns: number;
  mostRuns: number;
  /** Runs that are made at a time. */
  runsAtOnce: number;
  /** Centres breathed in at once. */
  mostAtOnce: number;
  /** A search's Lloyd iterations stop when one gains less than this share of the error. */
  tolerance: number;
  mostIterations: number;
}

const SAMPLE_ROWS = 32_000;
const SAMPLE_ROWS_PER_CENTRE = 200;
/** Row × centre × column steps of one pass that the runs may cost together; a run is guessed at PASSES passes. */
const BUDGET = 6e9;
const PASSES = 150;
const MOST_RUNS = 16;
const LEAST_RUNS = 2;
/** Runs that cost less than this many milliseconds are made more often: they are as good as free. */
const CHEAP_MS = 4;
const CHEAP_RUNS = 6;
const MS_PER_STEP = 0.3e-6;

/** `restarts`: exactly that many runs; without it as many as it takes until two agree, within a budget. */
export function planKmeans(rows: number, columns: number, k: number, restarts?: number): KmeansPlan {
  const wanted = Math.max(SAMPLE_ROWS, SAMPLE_ROWS_PER_CENTRE * k);
  const sampleRows = rows <= wanted * 1.5 ? rows : wanted;
  const plan = { sampleRows, runsAtOnce: 2, mostAtOnce: k < 16 ? 3 : 5, tolerance: 1e-4, mostIterations: 100 };
  if (restarts !== undefined) return { ...plan, leastRuns: restarts, mostRuns: restarts, runsAtOnce: Math.min(64, restarts) };
  const cheap = runCostMs(sampleRows, columns, k) < CHEAP_MS;
  const affordable = Math.floor(BUDGET / (sampleRows * columns * k * PASSES));
  const leastRuns = cheap ? CHEAP_RUNS : LEAST_RUNS;
  return { ...plan, leastRuns, mostRuns: Math.max(leastRuns, Math.min(MOST_RUNS, affordable)), runsAtOnce: leastRuns };
}

/** Rough milliseconds of the least search on one thread. */
export function searchCostMs({ sampleRows, leastRuns }: KmeansPlan, columns: number, k: number): number {
  return runCostMs(sampleRows, columns, k) * leastRuns;
}

function runCostMs(rows: number, columns: number, k: number): number {
  return rows * (columns + 2) * k * PASSES * MS_PER_STEP;
}
