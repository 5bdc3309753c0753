import type { CategoryColumn, FeatureColumn, NumericColumn } from "../schemas/feature-column";
import type { Characteristics, NumericCharacteristic } from "../schemas/segmentation";
import { moments, pacedRangeAndQuantiles } from "./order-statistics";

/** The most frequent values that are listed per category and segment. */
const maximumValues = 50;

type Characteristic = Characteristics[string];

/**
 * Describes one column over some rows, in the data's own units: for numbers mean, standard deviation (n − 1),
 * range, quartiles (type 7) and missing cells; for categories rows per value. Without any value the figures are null.
 * @param pause lets others run; called between steps of at most some 100 ms.
 * @param rows positions; absent for all rows.
 */
export async function characteristic(column: FeatureColumn, pause: () => Promise<void>, rows?: Uint32Array): Promise<Characteristic> {
  return column.kind === "numeric" ? numericCharacteristic(column, pause, rows) : categoryCharacteristic(column, rows);
}

function gather(values: Float64Array, rows?: Uint32Array): Float64Array {
  if (!rows) return values;
  const gathered = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) gathered[i] = values[rows[i] ?? 0] ?? Number.NaN;
  return gathered;
}

async function numericCharacteristic(column: NumericColumn, pause: () => Promise<void>, rows?: Uint32Array): Promise<NumericCharacteristic> {
  const values = gather(column.values, rows);
  const { min, max, quantiles } = await pacedRangeAndQuantiles(values, [0.25, 0.5, 0.75], pause);
  await pause();
  const { count, mean, sumSquares } = moments(values);
  const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);
  return {
    mean: finite(mean),
    std: count > 1 ? finite(Math.sqrt(sumSquares / (count - 1))) : null,
    min: finite(min),
    max: finite(max),
    median: finite(quantiles[1]),
    q1: finite(quantiles[0]),
    q3: finite(quantiles[2]),
    missingCount: values.length - count,
  };
}

function categoryCharacteristic(column: CategoryColumn, rows?: Uint32Array): Characteristic {
  const { counts, missingCount } = countLevels(column, rows);
  const values = Array.from(counts, (count, code) => ({ level: column.levels[code] ?? "", count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, maximumValues);
  return { values: Object.fromEntries(values.map(({ level, count }) => [level, count])), missingCount };
}

/** Rows per level over some rows (all when absent). */
export function countLevels(column: CategoryColumn, rows?: Uint32Array): { counts: Float64Array; missingCount: number } {
  const counts = new Float64Array(column.levels.length);
  let missingCount = 0;
  const total = rows ? rows.length : column.codes.length;
  for (let i = 0; i < total; i += 1) {
    const code = column.codes[rows ? (rows[i] ?? 0) : i] ?? -1;
    if (code < 0) missingCount += 1;
    else counts[code] = (counts[code] ?? 0) + 1;
  }
  return { counts, missingCount };
}
