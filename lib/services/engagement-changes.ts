import type { ChartRows } from "../schemas/engagement";
import type { CategorySums, ChangeSums } from "../engagement/category-change";
import { student95, studentP } from "../kernels/chance";

/** The change of each category's share with its 95 % interval. */
export function categoryChanges(sums: CategorySums[]): ChartRows["category-change"] {
  return sums.map((row) => {
    const share = row.x1 / row.n1;
    const before = row.x0 / row.n0;
    return {
      category: row.category,
      events: row.x1,
      previousEvents: row.x0,
      shareRatio: share,
      previousShareRatio: before,
      changeRatio: before > 0 ? (share - before) / before : null,
      changeShare: share - before,
      ...chanceOfChange(row),
    };
  });
}

/**
 * The 95 % interval of a share's change and how likely chance alone makes one as large. Users are the units of chance (a ratio
 * estimator over clusters, linearised; Student's t with their number less one): one binge watcher's hundred events count as one
 * surprise, not as a hundred. Of one user alone any change may be chance.
 */
export function chanceOfChange(row: ChangeSums): { low95: number; high95: number; pValue: number } {
  if (row.clusters < 2) return { low95: -1, high95: 1, pValue: 1 };
  const degrees = row.clusters - 1;
  const change = row.x1 / row.n1 - row.x0 / row.n0;
  const error = Math.sqrt(Math.max(0, changeVariance(row)));
  const half = student95(degrees) * error;
  return { low95: change - half, high95: change + half, pValue: error > 0 ? studentP(change / error, degrees) : 1 };
}

/** Σ r² over users, r = (x₁ − p₁n₁)/N₁ − (x₀ − p₀n₀)/N₀, from sums of squares and products, times G/(G − 1). */
function changeVariance(row: ChangeSums): number {
  const [share, before] = [row.x1 / row.n1, row.x0 / row.n0];
  const [a, b] = [1 / row.n1, 1 / row.n0];
  const squares = a * a * (row.x1x1 - 2 * share * row.x1n1 + share * share * row.n1n1) + b * b * (row.x0x0 - 2 * before * row.x0n0 + before * before * row.n0n0);
  const products = a * b * (row.x1x0 - before * row.x1n0 - share * row.x0n1 + share * before * row.n1n0);
  return ((squares - 2 * products) * row.clusters) / (row.clusters - 1);
}
