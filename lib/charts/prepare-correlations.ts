import type { ChartTable } from "./chart-table";

/** Pearson's r of pairs of columns, row-major; null where it is not defined. */
export interface CorrelationMatrix {
  names: string[];
  values: (number | null)[];
}

export interface CorrelationPair {
  first: string;
  second: string;
  /** −1 … 1 */
  r: number;
}

export interface CorrelationsModel {
  /** Columns that resemble each other stand side by side. */
  names: string[];
  /** Row-major, names × names. */
  values: (number | null)[];
  /** Every pair of the matrix, strongest first. */
  pairs: CorrelationPair[];
  capNote?: string;
}

/**
 * Orders a correlation matrix for drawing. Above `limit` columns only those with the strongest pairs are kept, and `capNote`
 * says so. Time O(columns² log columns).
 */
export function prepareCorrelations(matrix: CorrelationMatrix, limit = 40): CorrelationsModel {
  const size = matrix.names.length;
  const at = (i: number, j: number) => matrix.values[i * size + j] ?? null;
  const pairs: (CorrelationPair & { i: number; j: number })[] = [];
  for (let i = 0; i < size; i += 1) {
    for (let j = i + 1; j < size; j += 1) {
      const r = at(i, j);
      if (r !== null) pairs.push({ first: matrix.names[i] ?? "", second: matrix.names[j] ?? "", r, i, j });
    }
  }
  pairs.sort((a, b) => Math.abs(b.r) - Math.abs(a.r));
  const strongest = new Set<number>();
  for (const { i, j } of pairs) if (strongest.size + (strongest.has(i) ? 0 : 1) + (strongest.has(j) ? 0 : 1) <= limit) strongest.add(i).add(j);
  const order = chain([...strongest], at);
  return {
    names: order.map((i) => matrix.names[i] ?? ""),
    values: order.flatMap((i) => order.map((j) => at(i, j))),
    pairs: pairs.map(({ first, second, r }) => ({ first, second, r })),
    ...(size > strongest.size && { capNote: `the ${strongest.size} most correlated of ${size} numeric columns` }),
  };
}

/** Starts with the column that correlates most overall; each next one is the nearest to the one before. */
function chain(columns: number[], at: (i: number, j: number) => number | null): number[] {
  const strength = (i: number, j: number) => Math.abs(at(i, j) ?? 0);
  const total = (i: number) => columns.reduce((sum, j) => sum + (i === j ? 0 : strength(i, j)), 0);
  const left = new Set(columns);
  const order: number[] = [];
  while (left.size > 0) {
    const last = order.at(-1);
    const nearness = last === undefined ? total : (i: number) => strength(last, i);
    const next = [...left].reduce((best, i) => (nearness(i) > nearness(best) ? i : best));
    left.delete(next);
    order.push(next);
  }
  return order;
}

/** All pairs, strongest first, for the table view and the CSV. */
export function correlationsTable(model: CorrelationsModel): ChartTable {
  return { columns: [{ label: "Column" }, { label: "Other column" }, { label: "Pearson's r", numeric: true }], rows: model.pairs.map(({ first, second, r }) => [first, second, r]) };
}
