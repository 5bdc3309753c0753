import type { ChartRows } from "../schemas/engagement";
import type { CategorySums } from "../engagement/category-change";
import { twoSidedP, z95 } from "./engagement-statistics";

/**
 * The change of each category's share with its 95 % interval. Users are the units of chance (a ratio estimator over
 * clusters, linearised): one binge watcher's hundred events count as one surprise, not as a hundred.
 */
export function categoryChanges(sums: CategorySums[]): ChartRows["category-change"] {
  return sums.map((row) => {
    const share = row.x1 / row.n1;
    const before = row.x0 / row.n0;
    const error = Math.sqrt(Math.max(0, changeVariance(row, share, before)));
    const change = share - before;
    return {
      category: row.category,
      events: row.x1,
      previousEvents: row.x0,
      shareRatio: share,
      previousShareRatio: before,
      changeRatio: before > 0 ? change / before : null,
      changeShare: change,
      low95: change - z95 * error,
      high95: change + z95 * error,
      pValue: error > 0 ? twoSidedP(change / error) : 1,
    };
  });
}

/** Σ r² over users, r = (x₁ − p₁n₁)/N₁ − (x₀ − p₀n₀)/N₀, from sums of squares and products, times G/(G − 1). */
function changeVariance(row: CategorySums, share: number, before: number): number {
  const [a, b] = [1 / row.n1, 1 / row.n0];
  const squares = a * a * (row.x1x1 - 2 * share * row.x1n1 + share * share * row.n1n1) + b * b * (row.x0x0 - 2 * before * row.x0n0 + before * before * row.n0n0);
  const products = a * b * (row.x1x0 - before * row.x1n0 - share * row.x0n1 + share * before * row.n1n0);
  return row.clusters > 1 ? ((squares - 2 * products) * row.clusters) / (row.clusters - 1) : Number.NaN;
}
