import type { Matrix } from "../kernels/matrix";
import type { FeatureColumn } from "../schemas/feature-column";
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

/**
 * Why rows belong to no segment: how far the nearest core row is, and the feature in which each is farthest from the
 * average, measured as the clustering saw it. The farthest first.
 * O(outliers × core rows × columns) time.
 */
export async function explainOutliers(input: OutlierInput): Promise<ExplainedOutlier[]> {
  const spreads = Array.from({ length: input.matrix.columns }, (_, j) => spreadOf(input.matrix, j));
  const explained: ExplainedOutlier[] = [];
  for (const row of input.outliers) {
    const nearest = nearestCore(input, row);
    explained.push({ row, ...nearest, unusual: mostUnusual(input, row, spreads) });
    if (explained.length % 50 === 0) await breathe(undefined);
  }
  return explained.sort((a, b) => (b.distance ?? Infinity) - (a.distance ?? Infinity) || a.row - b.row);
}

function nearestCore({ matrix: { rows, columns, values }, core, segments }: OutlierInput, row: number): Pick<ExplainedOutlier, "distance" | "nearestSegment"> {
  let best = Infinity;
  let at = -1;
  for (const other of core) {
    let square = 0;
    for (let j = 0; j < columns && square < best; j += 1) {
      const difference = (values[j * rows + row] ?? 0) - (values[j * rows + other] ?? 0);
      square += difference * difference;
    }
    if (square < best) {
      best = square;
      at = other;
    }
  }
  return at < 0 ? { distance: null, nearestSegment: null } : { distance: Math.sqrt(best), nearestSegment: segments[at] ?? null };
}

interface Spread {
  mean: number;
  std: number;
  /** Ascending. */
  sorted: Float64Array;
}

function spreadOf({ rows, values }: Matrix, j: number): Spread {
  const own = values.slice(j * rows, (j + 1) * rows);
  const mean = own.reduce((sum, value) => sum + value, 0) / rows;
  const std = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
  return { mean, std, sorted: own.sort() };
}

function mostUnusual({ matrix, names, columns, rowOf }: OutlierInput, row: number, spreads: Spread[]): ExplainedOutlier["unusual"] {
  const scores = spreads.map(({ mean, std }, j) => (std > 0 ? ((matrix.values[j * matrix.rows + row] ?? 0) - mean) / std : 0));
  const j = scores.reduce((best, score, at) => (Math.abs(score) > Math.abs(scores[best] ?? 0) ? at : best), 0);
  const zScore = scores[j] ?? 0;
  const value = matrix.values[j * matrix.rows + row] ?? 0;
  const sorted = spreads[j]?.sorted ?? new Float64Array(0);
  const nearer = zScore >= 0 ? sorted.filter((other) => other < value).length : sorted.filter((other) => other > value).length;
  const name = names[j] ?? "";
  const column = columns.find((each) => each.name === name);
  const numbers = column?.kind === "numeric" ? column.values : undefined;
  const own = numbers?.[rowOf(row)];
  const present = numbers?.filter((each) => !Number.isNaN(each));
  return {
    feature: name,
    value: own === undefined || Number.isNaN(own) ? null : own,
    average: present && present.length > 0 ? present.reduce((sum, each) => sum + each, 0) / present.length : null,
    zScore,
    beyondRatio: nearer / Math.max(1, sorted.length),
  };
}
