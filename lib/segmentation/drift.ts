import type { CategoryColumn, FeatureColumn, NumericColumn } from "../schemas/feature-column";
import { quantile, sortedPresent } from "./order-statistics";

/** Bins of a numeric feature: the deciles of the rows that the run was made on. */
const bins = 10;
/** Stands in for an empty bin, whose logarithm would be infinite. */
const emptyShare = 1e-4;

export interface FeatureDrift {
  feature: string;
  /** Population stability index: < 0.1 stable, 0.1–0.25 moved, > 0.25 another population. */
  psi: number;
}

/**
 * How far each feature's distribution moved between the rows of a run and new rows: Σ (new − old) · ln(new / old)
 * over deciles of the old values, or over categories; missing cells are a bin of their own.
 * Largest first. Source: the population stability index of credit scoring (Siddiqi 2006, chapter 6); empty bins count as 0.01 %.
 * @param before columns of the run's rows
 * @param now columns of the new rows, by the same names
 */
export function featureDrift(before: FeatureColumn[], now: FeatureColumn[]): FeatureDrift[] {
  const byName = new Map(now.map((column) => [column.name, column]));
  return before
    .flatMap((old): FeatureDrift[] => {
      const fresh = byName.get(old.name);
      if (old.kind === "numeric" && fresh?.kind === "numeric") return [{ feature: old.name, psi: numericIndex(old, fresh) }];
      if (old.kind === "category" && fresh?.kind === "category") return [{ feature: old.name, psi: categoryIndex(old, fresh) }];
      return [];
    })
    .sort((a, b) => b.psi - a.psi);
}

function numericIndex(old: NumericColumn, fresh: NumericColumn): number {
  const ascending = sortedPresent(old.values);
  const edges = [...new Set(Array.from({ length: bins - 1 }, (_, at) => quantile(ascending, (at + 1) / bins)))];
  return stabilityIndex(binShares(old.values, edges), binShares(fresh.values, edges));
}

/** Shares of the rows in (−∞, e₁], (e₁, e₂] … (eₙ, ∞), and missing. */
function binShares(values: Float64Array, edges: number[]): number[] {
  const counts = new Array<number>(edges.length + 2).fill(0);
  for (const value of values) {
    let bin = edges.length + 1;
    if (!Number.isNaN(value)) {
      bin = 0;
      while (bin < edges.length && value > (edges[bin] ?? 0)) bin += 1;
    }
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count) => count / values.length);
}

function categoryIndex(old: CategoryColumn, fresh: CategoryColumn): number {
  const levels = [...new Set([...old.levels, ...fresh.levels])];
  return stabilityIndex(levelShares(old, levels), levelShares(fresh, levels));
}

function levelShares(column: CategoryColumn, levels: string[]): number[] {
  const position = new Map(levels.map((level, at) => [level, at]));
  const counts = new Array<number>(levels.length + 1).fill(0);
  for (const code of column.codes) {
    const at = code < 0 ? levels.length : (position.get(column.levels[code] ?? "") ?? levels.length);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((count) => count / column.codes.length);
}

function stabilityIndex(before: number[], now: number[]): number {
  return before.reduce((sum, share, at) => {
    const other = now[at] ?? 0;
    if (share === 0 && other === 0) return sum;
    const old = Math.max(share, emptyShare);
    const fresh = Math.max(other, emptyShare);
    return sum + (fresh - old) * Math.log(fresh / old);
  }, 0);
}
