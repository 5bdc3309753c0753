import type { Matrix } from "../kernels/matrix";
import { AppError } from "../errors";
import type { CategoryColumn, FeatureColumn } from "../schemas/feature-column";
import { completeRows, noCompleteRow, rowCount } from "./complete-rows";
import type { FeaturePreparation, NumericPreparation, OneHotPreparation, OrdinalPreparation, PreparationModel } from "./preparation-model";
import { preparedFeatureNames } from "./preparation-model";
import { breathe } from "./progress";

export interface PreparedRows {
  /** One column per prepared feature, one row per kept row. */
  matrix: Matrix;
  names: string[];
  /** Positions of the kept rows in the source columns; absent when every row is kept. */
  keptRows?: Uint32Array;
}

/**
 * Prepares columns with a fitted model: the same rows give the same matrix as in the run, new rows are put
 * into the same space. A category's level that the model doesn't know counts as missing. Others get a turn after each feature.
 * @param columns by name; order does not matter. Equal lengths.
 * @param options.mayOverwrite the columns are not needed any more: where they lie in memory as the matrix would, they become it
 * @throws AppError segmentation_impossible when a feature is not among the columns, is of another kind, is too large for its
 * squares to be numbers, or no row is left.
 * KernelCancelled. Time and memory O(rows × prepared columns).
 */
export async function applyPreparation(columns: FeatureColumn[], model: PreparationModel, options: { signal?: AbortSignal; mayOverwrite?: boolean } = {}): Promise<PreparedRows> {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const sources = model.features.map((feature) => ({ feature, column: matchingColumn(byName, feature) }));
  const total = rowCount(columns);
  const keptRows = model.missing === "drop" ? completeRows(sources.map((source) => source.column)) : undefined;
  const rows = keptRows ? keptRows.length : total;
  if (rows === 0) throw new AppError("segmentation_impossible", noCompleteRow);
  const names = preparedFeatureNames(model);
  const own = options.mayOverwrite && !keptRows ? adjacentValues(sources.map((source) => source.column)) : undefined;
  const matrix: Matrix = { rows, columns: names.length, values: own ?? new Float64Array(rows * names.length) };
  let j = 0;
  for (const { feature, column } of sources) {
    const first = j;
    j = writeFeature(matrix, j, feature, column, keptRows);
    requireSquarable(matrix.values, first * rows, j * rows, feature.feature);
    await breathe(options.signal);
  }
  return { matrix, names, keptRows };
}

/** The memory of numeric columns that lie one directly after the other; nothing when they don't. */
function adjacentValues(columns: FeatureColumn[]): Float64Array<ArrayBufferLike> | undefined {
  const [first] = columns;
  if (first?.kind !== "numeric") return undefined;
  const { buffer, byteOffset, byteLength, length } = first.values;
  const follows = (column: FeatureColumn, j: number) => column.kind === "numeric" && column.values.buffer === buffer && column.values.byteOffset === byteOffset + j * byteLength;
  return columns.every(follows) ? new Float64Array(buffer, byteOffset, columns.length * length) : undefined;
}

function matchingColumn(byName: Map<string, FeatureColumn>, feature: FeaturePreparation): FeatureColumn {
  const column = byName.get(feature.feature);
  if (!column) throw new AppError("segmentation_impossible", `The data has no column “${feature.feature}”, which the segmentation uses.`);
  const expected = feature.kind === "numeric" ? "numeric" : "category";
  if (column.kind !== expected) {
    const words = expected === "numeric" ? "numbers" : "categories";
    throw new AppError("segmentation_impossible", `The segmentation expects ${words} in “${feature.feature}”, and this data has something else there.`);
  }
  return column;
}

/** Every algorithm adds up squared differences; beyond this they would be infinite. */
const largestPrepared = 1e140;

function requireSquarable(values: Float64Array, from: number, to: number, feature: string): void {
  for (let at = from; at < to; at += 1) {
    const value = values[at]!;
    if (value <= largestPrepared && value >= -largestPrepared) continue;
    throw new AppError("segmentation_impossible", `“${feature}” holds numbers that are too large to compute distances with. Clip its outliers, choose standard scaling, or take it out of the features.`);
  }
}

/** Writes one feature's prepared columns from column `j` on; returns the next free column. */
function writeFeature(matrix: Matrix, j: number, feature: FeaturePreparation, column: FeatureColumn, kept?: Uint32Array): number {
  if (feature.kind === "numeric" && column.kind === "numeric") {
    writeNumeric(target(matrix, j), column.values, feature, kept);
    return j + 1;
  }
  if (feature.kind === "onehot" && column.kind === "category") return writeOneHot(matrix, j, column, feature, kept);
  if (feature.kind === "ordinal" && column.kind === "category") {
    writeOrdinal(target(matrix, j), column, feature, kept);
    return j + 1;
  }
  return j;
}

function target(matrix: Matrix, j: number): Float64Array {
  return matrix.values.subarray(j * matrix.rows, (j + 1) * matrix.rows);
}

function writeNumeric(out: Float64Array, values: Float64Array, feature: NumericPreparation, kept?: Uint32Array): void {
  const { fill, clip, log1pShift, center, scale } = feature;
  if (!kept && !clip && log1pShift === undefined) return writeScaled(out, values, fill, center, scale);
  for (let i = 0; i < out.length; i += 1) {
    let value = values[kept ? (kept[i] ?? 0) : i] ?? Number.NaN;
    if (Number.isNaN(value)) value = fill;
    if (clip) value = Math.min(Math.max(value, clip.low), clip.high);
    if (log1pShift !== undefined) value = Math.log1p(Math.max(0, value - log1pShift));
    out[i] = (value - center) / scale;
  }
}

/** The usual case in a loop of its own, which is several times as fast. */
function writeScaled(out: Float64Array, values: Float64Array, fill: number, center: number, scale: number): void {
  for (let i = 0; i < out.length; i += 1) {
    const value = values[i]!;
    out[i] = ((value === value ? value : fill) - center) / scale;
  }
}

/** Maps a column's codes to positions in the model's levels; −1 where the model doesn't know the level. */
function positions(column: CategoryColumn, levels: string[]): Int32Array {
  const known = new Map(levels.map((level, position) => [level, position]));
  return Int32Array.from(column.levels, (level) => known.get(level) ?? -1);
}

function writeOneHot(matrix: Matrix, j: number, column: CategoryColumn, feature: OneHotPreparation, kept?: Uint32Array): number {
  const position = positions(column, feature.levels);
  const other = feature.hasOther ? feature.levels.length : -1;
  for (let i = 0; i < matrix.rows; i += 1) {
    const code = column.codes[kept ? (kept[i] ?? 0) : i] ?? -1;
    if (code < 0) continue;
    const known = position[code] ?? -1;
    const offset = known >= 0 ? known : other;
    if (offset >= 0) matrix.values[(j + offset) * matrix.rows + i] = 1;
  }
  return j + feature.levels.length + (feature.hasOther ? 1 : 0);
}

function writeOrdinal(out: Float64Array, column: CategoryColumn, feature: OrdinalPreparation, kept?: Uint32Array): void {
  const position = positions(column, feature.levels);
  for (let i = 0; i < out.length; i += 1) {
    const code = column.codes[kept ? (kept[i] ?? 0) : i] ?? -1;
    const known = code < 0 ? -1 : (position[code] ?? -1);
    out[i] = ((known < 0 ? feature.fill : known) - feature.center) / feature.scale;
  }
}
