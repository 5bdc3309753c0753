import { AppError } from "../errors";
import type { CategoryColumn, FeatureColumn, NumericColumn } from "../schemas/feature-column";
import type { Preparation } from "../schemas/segmentation";
import { meanAndDeviation } from "./mean-and-deviation";
import { hasMissing, moments, pacedRangeAndQuantiles, type Moments } from "./order-statistics";
import type { FeaturePreparation, NumericPreparation, OneHotPreparation, OrdinalPreparation } from "./preparation-model";

/** More levels than this share one "(other)" column: the rest would be columns of almost only zeros. */
export const maximumOneHotLevels = 50;

/** Values beyond this many interquartile ranges from the quartiles are "far out" (Tukey 1977). */
const clipInterquartileRanges = 3;

/**
 * Learns from a column how to prepare it; `applyPreparation` then does it, for these rows or new ones.
 * Order: clip, fill the missing values, log1p, scale. `standard` is (x − mean) / population standard deviation,
 * `minmax` maps to 0 … 1, `robust` is (x − median) / interquartile range; a column without spread keeps scale 1.
 * @param pause lets others run; called between passes over the values, O(n) each
 * @throws AppError segmentation_impossible: a category without encoding, or a column without any value.
 */
export async function fitFeature(column: FeatureColumn, preparation: Preparation, pause: Pause): Promise<FeaturePreparation> {
  if (column.kind === "numeric") return fitNumeric(column, preparation, pause);
  if (preparation.encoding === "onehot") return fitOneHot(column);
  if (preparation.encoding === "ordinal") return fitOrdinal(column, preparation, pause);
  throw new AppError(
    "segmentation_impossible",
    `“${column.name}” is a category, and categories are left out. Choose one-hot encoding, or take the feature out.`,
  );
}

type Pause = () => Promise<void>;

async function fitNumeric(column: NumericColumn, preparation: Preparation, pause: Pause): Promise<NumericPreparation> {
  if (column.values.every(Number.isNaN)) {
    throw new AppError("segmentation_impossible", `“${column.name}” has no value in any row. Take it out of the features.`);
  }
  const clip = preparation.outliers === "clip" ? await fences(column.values, pause) : undefined;
  const clipped = clip ? clippedTo(column.values, clip) : column.values;
  await pause();
  const log1p = preparation.log1p.includes(column.name);
  if (!hasMissing(clipped) && !log1p) return withoutGaps(column.name, clipped, clip, preparation, pause);
  const fill = await fillValue(clipped, preparation.missing, pause);
  const shift = log1p ? Math.min(0, minimum(clipped), fill) : 0;
  const transformed = transform(clipped, preparation.missing === "drop" ? undefined : fill, log1p ? shift : undefined);
  await pause();
  return { kind: "numeric", feature: column.name, fill, clip, log1pShift: log1p ? shift : undefined, ...(await scaling(transformed, preparation.scaling, pause)) };
}

/** The same for a column that has every value and is not log-transformed: one pass for its fill and its scale. */
async function withoutGaps(feature: string, values: Float64Array, clip: NumericPreparation["clip"], preparation: Preparation, pause: Pause): Promise<NumericPreparation> {
  const known = preparation.missing === "mean" || preparation.scaling === "standard" ? moments(values) : undefined;
  const fill = preparation.missing === "mean" && known ? meanAndDeviation(values, known).mean : await fillValue(values, preparation.missing, pause);
  await pause();
  return { kind: "numeric", feature, fill, clip, log1pShift: undefined, ...(await scaling(values, preparation.scaling, pause, known)) };
}

async function fences(values: Float64Array, pause: Pause): Promise<{ low: number; high: number }> {
  const [q1 = Number.NaN, q3 = Number.NaN] = (await pacedRangeAndQuantiles(values, [0.25, 0.75], pause)).quantiles;
  const reach = clipInterquartileRanges * (q3 - q1);
  return { low: q1 - reach, high: q3 + reach };
}

function clippedTo(values: Float64Array, { low, high }: { low: number; high: number }): Float64Array {
  const clipped = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) clipped[i] = Math.min(Math.max(values[i]!, low), high);
  return clipped;
}

async function fillValue(values: Float64Array, missing: Preparation["missing"], pause: Pause): Promise<number> {
  if (missing === "mean") return meanAndDeviation(values).mean;
  if (missing !== "median") return 0;
  return (await pacedRangeAndQuantiles(values, [0.5], pause)).quantiles[0] ?? Number.NaN;
}

function minimum(values: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < least) least = value;
  return least;
}

/** Fills and logs; without a fill the missing values stay NaN. Returns the same array when there is nothing to do. */
function transform(values: Float64Array, fill: number | undefined, log1pShift: number | undefined): Float64Array {
  if (log1pShift === undefined && (fill === undefined || !hasMissing(values))) return values;
  return values.map((value) => {
    const filled = Number.isNaN(value) && fill !== undefined ? fill : value;
    return log1pShift === undefined ? filled : Math.log1p(filled - log1pShift);
  });
}

/** Center and scale over the present values. */
async function scaling(values: Float64Array, kind: Preparation["scaling"], pause: Pause, known?: Moments): Promise<{ center: number; scale: number }> {
  if (kind === "none") return { center: 0, scale: 1 };
  if (kind === "standard") {
    const { mean, deviation } = meanAndDeviation(values, known);
    return { center: mean, scale: positiveOrOne(deviation, mean) };
  }
  const { min, max, quantiles } = await pacedRangeAndQuantiles(values, kind === "minmax" ? [] : [0.25, 0.5, 0.75], pause);
  if (kind === "minmax") return { center: min, scale: positiveOrOne(max - min, min) };
  const [q1 = Number.NaN, median = Number.NaN, q3 = Number.NaN] = quantiles;
  return { center: median, scale: positiveOrOne(q3 - q1, median) };
}

/** A spread that is only rounding noise of the column's magnitude counts as none. */
function positiveOrOne(scale: number, magnitude: number): number {
  return scale > 10 * Number.EPSILON * Math.abs(magnitude) ? scale : 1;
}

function levelCounts(column: CategoryColumn): Float64Array {
  const counts = new Float64Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  if (counts.every((count) => count === 0)) {
    throw new AppError("segmentation_impossible", `“${column.name}” has no value in any row. Take it out of the features.`);
  }
  return counts;
}

function fitOneHot(column: CategoryColumn): OneHotPreparation {
  const counts = levelCounts(column);
  const codes = column.levels.map((_, code) => code).filter((code) => (counts[code] ?? 0) > 0);
  const kept = codes.toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b).slice(0, maximumOneHotLevels);
  const levels = kept.toSorted((a, b) => a - b).map((code) => column.levels[code] ?? "");
  return { kind: "onehot", feature: column.name, levels, hasOther: codes.length > kept.length };
}

async function fitOrdinal(column: CategoryColumn, preparation: Preparation, pause: Pause): Promise<OrdinalPreparation> {
  levelCounts(column);
  const positions = Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
  const fill = await fillValue(positions, preparation.missing, pause);
  const filled = transform(positions, preparation.missing === "drop" ? undefined : fill, undefined);
  return { kind: "ordinal", feature: column.name, levels: column.levels, fill, ...(await scaling(filled, preparation.scaling, pause)) };
}
