/** How much a K-means call searches; a function of the task alone, so that it is the same on every machine. */
export interface KmeansPlan {
  /** Rows of the search; `rows` when it looks at all of them. */
  sampleRows: number;
  /** Independent runs of seeding and breathing. */
  runs: number;
  /** Centres breathed in at once. */
  mostAtOnce: number;
  /** A search's Lloyd iterations stop when one gains less than this share of the error. */
  tolerance: number;
  mostIterations: number;
}

const SAMPLE_ROWS = 32_000;
const SAMPLE_ROWS_PER_CENTRE = 200;
/** Row × centre × column steps that the runs may cost together, guessed at PASSES passes a run. */
const BUDGET = 4e9;
const PASSES = 150;
const MOST_RUNS = 32;
const LEAST_RUNS = 4;

export function planKmeans(rows: number, columns: number, k: number, restarts?: number): KmeansPlan {
  const wanted = Math.max(SAMPLE_ROWS, SAMPLE_ROWS_PER_CENTRE * k);
  const sampleRows = rows <= wanted * 1.5 ? rows : wanted;
  const runCost = Math.max(1, sampleRows * columns * k * PASSES);
  const runs = restarts ?? Math.max(LEAST_RUNS, Math.min(MOST_RUNS, Math.floor(BUDGET / runCost)));
  return { sampleRows, runs, mostAtOnce: 5, tolerance: 1e-4, mostIterations: 100 };
}

/** Rough milliseconds of the search on one thread. */
export function searchCostMs({ sampleRows, runs }: KmeansPlan, columns: number, k: number): number {
  return sampleRows * (columns + 2) * k * runs * PASSES * 0.4e-6;
}
