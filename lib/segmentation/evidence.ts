import type { CategoryColumn, FeatureColumn, NumericColumn } from "../schemas/feature-column";
import type { Evidence } from "../schemas/segmentation";
import { countLevels } from "./characteristics";
import { moments, type Moments } from "./order-statistics";

/** Two-sided 95 % quantile of the normal distribution. */
const z95 = 1.959963984540054;

/** Fewer rows than this to compare with carry no spread, and no interval. The segment itself may be a single row. */
const minimumRows = 2;

/**
 * What sets one segment apart from all other rows, strongest first.
 *
 * Numbers: Cohen's d with the pooled standard deviation and its large-sample interval (Hedges & Olkin 1985, chapter 5,
 * equation 15); a single row is measured by the spread of the others. Where neither side varies but the means differ, the standard deviation of all rows stands in.
 * Categories: Cohen's h of each value's share (Cohen 1988, chapter 6), variance 1/n₁ + 1/n₂.
 * `value` and `overall` are the mean or share in the segment and over all rows. Missing cells are left out.
 * @param rows positions of the segment's rows
 * @param population positions of all rows that took part
 * @param used names of the features that the clustering used
 */
export function segmentEvidence(columns: FeatureColumn[], rows: Uint32Array, population: Uint32Array, used: Set<string>): Evidence[] {
  const found: Evidence[] = [];
  for (const column of columns) {
    const evidence = column.kind === "numeric" ? numericEvidence(column, rows, population) : categoryEvidence(column, rows, population);
    for (const entry of evidence) found.push({ ...entry, used: used.has(column.name) });
  }
  return found.sort((a, b) => Math.abs(b.effectSize) - Math.abs(a.effectSize));
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

function numericEvidence(column: NumericColumn, rows: Uint32Array, population: Uint32Array): Evidence[] {
  const all = gathered(column, population);
  const own = gathered(column, rows);
  const rest = without(all, own);
  if (own.count < 1 || rest.count < minimumRows) return [];
  const pooled = Math.sqrt((own.sumSquares + rest.sumSquares) / (own.count + rest.count - 2));
  const spread = pooled > 1e-12 * Math.abs(all.mean) ? pooled : Math.sqrt(all.sumSquares / (all.count - 1));
  if (!(spread > 1e-12 * Math.abs(all.mean)) || spread === 0) return [];
  const effectSize = (own.mean - rest.mean) / spread;
  const total = own.count + rest.count;
  const error = Math.sqrt(total / (own.count * rest.count) + effectSize ** 2 / (2 * total));
  return [interval({ feature: column.name, value: own.mean, overall: all.mean }, effectSize, error)];
}

function categoryEvidence(column: CategoryColumn, rows: Uint32Array, population: Uint32Array): Evidence[] {
  const all = countLevels(column, population);
  const own = countLevels(column, rows);
  const ownRows = rows.length - own.missingCount;
  const allRows = population.length - all.missingCount;
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
