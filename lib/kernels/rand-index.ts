/** Rows shared by each pair of clusters of two labelings. */
export interface Contingency {
  /** Distinct labels of each side, ascending. */
  left: Int32Array;
  right: Int32Array;
  /** Row-major, left.length × right.length. */
  counts: Float64Array;
  rows: number;
}

/**
 * Cross-tabulates two labelings of the same rows; every label counts, −1 (noise) as a cluster of its own.
 * @param a labels of n rows
 * @param b labels of the same n rows
 * @throws RangeError when the lengths differ.
 * Time O(n), memory O(distinct a × distinct b).
 */
export function contingency(a: Int32Array, b: Int32Array): Contingency {
  if (a.length !== b.length) throw new RangeError(`b has ${b.length} labels, expected ${a.length} as in a`);
  const left = Int32Array.from(new Set(a)).sort();
  const right = Int32Array.from(new Set(b)).sort();
  const leftIndex = new Map(Array.from(left, (label, index) => [label, index]));
  const rightIndex = new Map(Array.from(right, (label, index) => [label, index]));
  const counts = new Float64Array(left.length * right.length);
  for (let i = 0; i < a.length; i++) counts[leftIndex.get(a[i]!)! * right.length + rightIndex.get(b[i]!)!]!++;
  return { left, right, counts, rows: a.length };
}

interface Margins {
  rowSums: Float64Array;
  columnSums: Float64Array;
}

function margins({ left, right, counts }: Contingency): Margins {
  const rowSums = new Float64Array(left.length);
  const columnSums = new Float64Array(right.length);
  counts.forEach((count, cell) => {
    rowSums[Math.floor(cell / right.length)]! += count;
    columnSums[cell % right.length]! += count;
  });
  return { rowSums, columnSums };
}

const pairs = (count: number): number => (count * (count - 1)) / 2;
const sumPairs = (counts: Float64Array): number => counts.reduce((sum, count) => sum + pairs(count), 0);

/**
 * Agreement of two labelings beyond chance: 1 for the same partition (labels may be renamed), about 0 for independent ones.
 * Fewer than two rows, or both sides trivial in the same way, agree: 1.
 * Time O(clusters of both). Source: Hubert & Arabie 1985, equation 5.
 */
export function adjustedRand(table: Contingency): number {
  const { rowSums, columnSums } = margins(table);
  const together = sumPairs(table.counts);
  const left = sumPairs(rowSums);
  const right = sumPairs(columnSums);
  const all = pairs(table.rows);
  if (all === 0) return 1;
  const expected = (left * right) / all;
  const maximum = (left + right) / 2;
  return maximum === expected ? 1 : (together - expected) / (maximum - expected);
}

function entropy(counts: Float64Array, rows: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / rows) * Math.log(count / rows);
  return sum;
}

function mutualInformation({ right, counts, rows }: Contingency, { rowSums, columnSums }: Margins): number {
  let sum = 0;
  counts.forEach((count, cell) => {
    if (count === 0) return;
    const a = rowSums[Math.floor(cell / right.length)]!;
    const b = columnSums[cell % right.length]!;
    sum += (count / rows) * Math.log((rows * count) / (a * b));
  });
  return Math.max(0, sum);
}

/** log(i!) for i = 0 … n. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logs[i] = logs[i - 1]! + Math.log(i);
  return logs;
}

/**
 * Mean mutual information of two random labelings with these margins (Vinh, Epps & Bailey 2010, equation 24a). The rows that
 * two clusters share by chance are hypergeometric: terms more than 12 standard deviations and 40 rows from their mean are
 * below 1e-30 and left out.
 */
function expectedMutualInformation({ rowSums, columnSums }: Margins, n: number): number {
  const log = logFactorials(n);
  let sum = 0;
  for (const a of rowSums) {
    for (const b of columnSums) {
      const mean = (a * b) / n;
      const reach = 40 + 12 * Math.sqrt((mean * (n - a) * (n - b)) / (n * Math.max(1, n - 1)));
      const least = Math.max(1, a + b - n, Math.floor(mean - reach));
      const most = Math.min(a, b, Math.ceil(mean + reach));
      const constant = log[a]! + log[b]! + log[n - a]! + log[n - b]! - log[n]!;
      for (let shared = least; shared <= most; shared++) {
        const probability = Math.exp(constant - log[shared]! - log[a - shared]! - log[b - shared]! - log[n - a - b + shared]!);
        sum += (shared / n) * Math.log((n * shared) / (a * b)) * probability;
      }
    }
  }
  return sum;
}

/**
 * Shared information of two labelings beyond chance: 1 for the same partition, about 0 for independent ones.
 * Normalised by the arithmetic mean of the entropies, as scikit-learn's default.
 * Two trivial sides (one cluster each, or every row alone in both) agree: 1.
 * Time O(n + clusters of both × √n), memory O(n). Source: Vinh, Epps & Bailey 2010.
 */
export function adjustedMutualInformation(table: Contingency): number {
  const n = table.rows;
  const bothOne = table.left.length <= 1 && table.right.length <= 1;
  if (bothOne || (table.left.length === n && table.right.length === n)) return 1;
  const sums = margins(table);
  const expected = expectedMutualInformation(sums, n);
  const mean = (entropy(sums.rowSums, n) + entropy(sums.columnSums, n)) / 2;
  const range = mean - expected;
  if (Math.abs(range) < Number.EPSILON) return 0;
  return (mutualInformation(table, sums) - expected) / range;
}
