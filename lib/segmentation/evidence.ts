import type { CategoryColumn, FeatureColumn, NumericColumn } from "../schemas/feature-column";
import type { Evidence } from "../schemas/segmentation";
import { countLevels } from "./characteristics";
import { moments, type Moments } from "./order-statistics";

/** Two-sided 95 % quantile of the normal distribution. */
const z95 = 1.959963984540054;

/** Fewer rows than this to compare with carry no spread, and no interval. The segment itself may be a single row. */
const minimumRows = 2;

/** What the evidence needs of a column over some rows: moments, or rows per level. */
export type ColumnFigures = Moments | LevelFigures;

interface LevelFigures {
  counts: Float64Array;
  missingCount: number;
  rows: number;
}

/** Figures of one column over the rows at these positions. O(rows). */
export function columnFigures(column: FeatureColumn, rows: Uint32Array): ColumnFigures {
  return column.kind === "numeric" ? gathered(column, rows) : { ...countLevels(column, rows), rows: rows.length };
}

/**
 * What sets one segment apart from all other rows in one column.
 *
 * Numbers: Cohen's d with the pooled standard deviation and its large-sample interval (Hedges & Olkin 1985, chapter 5,
 * equation 15); a single row is measured by the spread of the others. Where neither side varies but the means differ, the standard deviation of all rows stands in.
 * Categories: Cohen's h of each value's share (Cohen 1988, chapter 6), variance 1/n₁ + 1/n₂.
 * `value` and `overall` are the mean or share in the segment and over all rows. Missing cells are left out.
 * @param own figures of the segment's rows
 * @param all figures of all rows that took part
 */
export function columnEvidence(column: FeatureColumn, own: ColumnFigures, all: ColumnFigures): Evidence[] {
  if ("mean" in own && "mean" in all) return numericEvidence(column.name, own, all);
  return column.kind === "category" && "counts" in own && "counts" in all ? categoryEvidence(column, own, all) : [];
}

/** Strongest first; of equals the one that was found first. */
export function strongestFirst(evidence: Evidence[]): Evidence[] {
  return evidence.toSorted((a, b) => Math.abs(b.effectSize) - Math.abs(a.effectSize));
}

/** Whether the interval leaves out zero: only then may a sentence rest on it. */
export function isSignificant(evidence: Evidence): boolean {
  return evidence.low95 > 0 || evidence.high95 < 0;
}

function gathered(column: NumericColumn, rows: Uint32Array): Moments {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = column.values[rows[i] ?? 0] ?? Number.NaN;
  return moments(values);
}

/** Moments of the population without the segment, from the two by subtraction (Chan, Golub & LeVeque 1983). */
function without(all: Moments, part: Moments): Moments {
  const count = all.count - part.count;
  if (count <= 0) return { count: 0, mean: Number.NaN, sumSquares: 0 };
  const mean = (all.mean * all.count - part.mean * part.count) / count;
  const between = ((part.mean - mean) ** 2 * part.count * count) / all.count;
  return { count, mean, sumSquares: Math.max(0, all.sumSquares - part.sumSquares - between) };
}

function numericEvidence(feature: string, own: Moments, all: Moments): Evidence[] {
  const rest = without(all, own);
  if (own.count < 1 || rest.count < minimumRows) return [];
  const pooled = Math.sqrt((own.sumSquares + rest.sumSquares) / (own.count + rest.count - 2));
  const spread = pooled > 1e-12 * Math.abs(all.mean) ? pooled : Math.sqrt(all.sumSquares / (all.count - 1));
  if (!(spread > 1e-12 * Math.abs(all.mean))) return [];
  const effectSize = (own.mean - rest.mean) / spread;
  const total = own.count + rest.count;
  const error = Math.sqrt(total / (own.count * rest.count) + effectSize ** 2 / (2 * total));
  return [interval({ feature, value: own.mean, overall: all.mean }, effectSize, error)];
}

function categoryEvidence(column: CategoryColumn, own: LevelFigures, all: LevelFigures): Evidence[] {
  const ownRows = own.rows - own.missingCount;
  const allRows = all.rows - all.missingCount;
  const restRows = allRows - ownRows;
  if (ownRows < 1 || restRows < minimumRows) return [];
  const found: Evidence[] = [];
  own.counts.forEach((count, code) => {
    const everywhere = all.counts[code] ?? 0;
    if (everywhere < minimumRows) return;
    const share = count / ownRows;
    const effectSize = 2 * Math.asin(Math.sqrt(share)) - 2 * Math.asin(Math.sqrt((everywhere - count) / restRows));
    const error = Math.sqrt(1 / ownRows + 1 / restRows);
    const entry = { feature: column.name, category: column.levels[code] ?? "", value: share, overall: everywhere / allRows };
    found.push(interval(entry, effectSize, error));
  });
  return found;
}

function interval(entry: Omit<Evidence, "effectSize" | "low95" | "high95">, effectSize: number, error: number): Evidence {
  return { ...entry, effectSize, low95: effectSize - z95 * error, high95: effectSize + z95 * error };
}
