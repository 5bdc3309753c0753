import type { Matrix } from "../kernels/matrix";
import { pickRows } from "../kernels/pick-rows";
import type { FeatureColumn } from "../schemas/feature-column";
import { coreSearch, firstAtLeast } from "./nearest-core";
import { moments } from "./order-statistics";
import { breathe } from "./progress";

export interface OutlierInput {
  /** Prepared rows, and the names of their columns. */
  matrix: Matrix;
  names: string[];
  /** The features as they are in the data, row by row as in the matrix where `rowOf` says. */
  columns: FeatureColumn[];
  rowOf: (i: number) => number;
  /** Positions of the rows to explain, and of the rows that make the segments dense, with their segments. */
  outliers: Uint32Array;
  core: Uint32Array;
  segments: Int32Array;
}

export interface ExplainedOutlier {
  /** Position in the matrix. */
  row: number;
  distance: number | null;
  nearestSegment: number | null;
  unusual: { feature: string; value: number | null; average: number | null; zScore: number; beyondRatio: number };
}

/** Outliers that are looked up before others get a turn. */
const lookupsAtOnce = 50;

/**
 * Why rows belong to no segment: how far the nearest core row is, and the feature in which each is farthest from the
 * average, measured as the clustering saw it. The farthest first.
 * O(outliers × core rows × columns) time at worst, mostly a small part (see `coreSearch`).
 */
export async function explainOutliers(input: OutlierInput): Promise<ExplainedOutlier[]> {
  const { matrix, names, outliers, core, segments } = input;
  const spreads = names.map((name, j) => spreadOf(matrix, j, input.columns.find((column) => column.name === name)));
  const nearestTo = coreSearch(pickRows(matrix, core));
  const explained: ExplainedOutlier[] = [];
  for (const row of outliers) {
    if (explained.length % lookupsAtOnce === 0) await breathe(undefined);
    const { at, square } = nearestTo(matrix, row);
    const nearest = at < 0 ? { distance: null, nearestSegment: null } : { distance: Math.sqrt(square), nearestSegment: segments[core[at] ?? -1] ?? null };
    explained.push({ row, ...nearest, unusual: mostUnusual(input, row, spreads) });
  }
  return explained.sort((a, b) => (b.distance ?? Infinity) - (a.distance ?? Infinity) || a.row - b.row);
}

/** A prepared column, and what it is in the data. */
interface Spread {
  mean: number;
  std: number;
  /** Ascending. */
  sorted: Float64Array;
  /** The cells as they are in the data, and their mean; of a category there are none. */
  source?: { values: Float64Array; average: number };
}

function spreadOf({ rows, values }: Matrix, j: number, column: FeatureColumn | undefined): Spread {
  const own = values.slice(j * rows, (j + 1) * rows);
  const { mean, sumSquares } = moments(own);
  const source = column?.kind === "numeric" ? { values: column.values, average: moments(column.values).mean } : undefined;
  return { mean, std: Math.sqrt(sumSquares / rows), sorted: own.sort(), source };
}

function mostUnusual({ matrix, names, rowOf }: OutlierInput, row: number, spreads: Spread[]): ExplainedOutlier["unusual"] {
  const cell = (j: number): number => matrix.values[j * matrix.rows + row] ?? 0;
  const scores = spreads.map(({ mean, std }, j) => (std > 0 ? (cell(j) - mean) / std : 0));
  const j = scores.reduce((best, score, at) => (Math.abs(score) > Math.abs(scores[best] ?? 0) ? at : best), 0);
  const zScore = scores[j] ?? 0;
  const { sorted, source } = spreads[j] ?? { sorted: new Float64Array(0) };
  return {
    feature: names[j] ?? "",
    value: finiteOrNull(source?.values[rowOf(row)]),
    average: finiteOrNull(source?.average),
    zScore,
    beyondRatio: rowsNearer(sorted, cell(j), zScore >= 0) / Math.max(1, sorted.length),
  };
}

/** How many of ascending values lie on the near side of one that is far above, or far below. */
function rowsNearer(sorted: Float64Array, value: number, isAbove: boolean): number {
  let at = firstAtLeast(sorted, value);
  if (isAbove) return at;
  while (sorted[at] === value) at += 1;
  return sorted.length - at;
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
