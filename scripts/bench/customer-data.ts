import { randomStream } from "@/lib/kernels/random";

/** Rows of numbers, one column after the other: cell (i, j) is `values[j * rows + i]`. */
export interface Table {
  rows: number;
  columns: number;
  names: string[];
  values: Float64Array;
}

/** Per group: share, then mean and spread of each feature. */
const GROUPS = [
  { share: 0.3, mean: [12, 3.2, 42, 24, 2.1, 0.1], spread: [6, 0.8, 18, 9, 0.7, 0.06] },
  { share: 0.25, mean: [45, 1.4, 95, 14, 3.4, 0.25], spread: [14, 0.5, 32, 6, 1.1, 0.1] },
  { share: 0.2, mean: [90, 0.6, 30, 8, 1.5, 0.42], spread: [22, 0.25, 12, 4, 0.5, 0.12] },
  { share: 0.15, mean: [8, 6.1, 160, 40, 5.2, 0.08], spread: [4, 1.3, 45, 12, 1.6, 0.05] },
  { share: 0.1, mean: [28, 2.2, 320, 30, 8.5, 0.18], spread: [10, 0.8, 80, 10, 2.2, 0.08] },
];
const NAMES = ["recency_days", "orders_per_month", "basket_value", "tenure_months", "items_per_order", "discount_share"];

/**
 * Customers in five groups, `columns` features each (beyond six: weak mixtures of those), in their own units.
 * The same seed gives the same table.
 */
export function customerTable(rows: number, columns: number, seed: number): Table {
  const { nextFloat } = randomStream(seed);
  const values = new Float64Array(rows * columns);
  let spare = Number.NaN;
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - nextFloat()));
    const angle = 2 * Math.PI * nextFloat();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  for (let i = 0; i < rows; i++) {
    let left = nextFloat();
    const group = GROUPS.find(({ share }) => (left -= share) < 0) ?? GROUPS[0]!;
    for (let j = 0; j < columns; j++) {
      const base = j % 6;
      const own = group.mean[base]! + group.spread[base]! * normal();
      values[j * rows + i] = j < 6 ? own : 0.5 * values[base * rows + i]! + 0.8 * own;
    }
  }
  const names = Array.from({ length: columns }, (_, j) => (j < 6 ? NAMES[j]! : `${NAMES[j % 6]!}_${Math.floor(j / 6) + 1}`));
  return { rows, columns, names, values };
}

/** (x − mean) / population standard deviation, in place. */
export function standardise(table: Table): Table {
  const { rows, columns, values } = table;
  for (let j = 0; j < columns; j++) {
    const column = values.subarray(j * rows, (j + 1) * rows);
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += column[i]!;
    mean /= rows;
    let square = 0;
    for (let i = 0; i < rows; i++) square += (column[i]! - mean) ** 2;
    const deviation = Math.sqrt(square / rows);
    for (let i = 0; i < rows; i++) column[i] = (column[i]! - mean) / deviation;
  }
  return table;
}
