import type { Preparation } from "@/lib/schemas/segmentation";
import { isNumericType, numberOf, type SampleCell, type SampleTable } from "./sample-table";

export interface PreparedSample {
  /** Row-major, as the ml-* libraries take it. */
  data: number[][];
  /** `kept[i]`: position of data row i in the sample. */
  kept: number[];
  /** Names of the prepared columns. */
  columns: string[];
}

const ONE_HOT_LEVELS = 50;

/**
 * The preparation of the full run on a sample: clip, fill, log1p, encode, scale, in that order.
 * Constant columns become zero when they are scaled, as they carry nothing.
 */
export function prepareSample(sample: SampleTable, features: string[], preparation: Preparation): PreparedSample {
  const columns = features.flatMap((feature) => rawColumns(sample, feature, preparation));
  const kept = sample.rows.map((_, i) => i).filter((i) => preparation.missing !== "drop" || columns.every((column) => Number.isFinite(column.values[i])));
  const log1p = new Set(preparation.log1p);
  const prepared = columns.map(({ name, values }) => {
    const clipped = clip(kept.map((i) => values[i] ?? NaN), preparation.outliers);
    const filled = fill(clipped, preparation.missing);
    return { name, values: scale(log1p.has(name) ? logShifted(filled) : filled, preparation.scaling) };
  });
  return { data: kept.map((_, i) => prepared.map(({ values }) => values[i] ?? 0)), kept, columns: prepared.map(({ name }) => name) };
}

interface RawColumn {
  name: string;
  values: number[];
}

function rawColumns(sample: SampleTable, feature: string, preparation: Preparation): RawColumn[] {
  const position = sample.columns.findIndex((column) => column.name === feature);
  const column = sample.columns[position];
  if (!column) return [];
  const cells = sample.rows.map((row) => row[position] ?? null);
  if (isNumericType(column.type)) return [{ name: feature, values: cells.map(numberOf) }];
  if (preparation.encoding === "onehot") return oneHot(feature, cells);
  return preparation.encoding === "ordinal" ? [ordinal(feature, cells)] : [];
}

/** Tukey's far-out fence: three interquartile ranges from the quartiles. */
function clip(values: number[], outliers: Preparation["outliers"]): number[] {
  const present = values.filter(Number.isFinite);
  if (outliers !== "clip" || present.length === 0) return values;
  const [q1, q3] = [quantile(present, 0.25), quantile(present, 0.75)];
  return values.map((value) => Math.min(Math.max(value, q1 - 3 * (q3 - q1)), q3 + 3 * (q3 - q1)));
}

function logShifted(values: number[]): number[] {
  const low = Math.min(0, ...values);
  return values.map((value) => Math.log1p(value - low));
}

function ordinal(feature: string, cells: SampleCell[]): RawColumn {
  const levels = [...new Set(cells.filter((cell) => cell !== null).map(String))].sort();
  return { name: feature, values: cells.map((cell) => (cell === null ? NaN : levels.indexOf(String(cell)))) };
}

function oneHot(feature: string, cells: SampleCell[]): RawColumn[] {
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell !== null) counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
  const levels = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).slice(0, ONE_HOT_LEVELS);
  return levels.map((level) => ({ name: `${feature}=${level}`, values: cells.map((cell) => (cell !== null && String(cell) === level ? 1 : 0)) }));
}

function fill(values: number[], missing: Preparation["missing"]): number[] {
  const present = values.filter(Number.isFinite);
  if (present.length === values.length) return values;
  const filler = missing === "median" ? quantile(present, 0.5) : missing === "mean" ? mean(present) : 0;
  return values.map((value) => (Number.isFinite(value) ? value : filler));
}

function scale(values: number[], scaling: Preparation["scaling"]): number[] {
  if (scaling === "none" || values.length === 0) return values;
  const [centre, width] = centreAndWidth(values, scaling);
  return values.map((value) => (width > 0 ? (value - centre) / width : 0));
}

function centreAndWidth(values: number[], scaling: "standard" | "minmax" | "robust"): [number, number] {
  if (scaling === "minmax") {
    const low = Math.min(...values);
    return [low, Math.max(...values) - low];
  }
  if (scaling === "robust") return [quantile(values, 0.5), quantile(values, 0.75) - quantile(values, 0.25)];
  const centre = mean(values);
  // Population standard deviation, as in the full run.
  return [centre, Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))];
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Linear interpolation between order statistics. */
function quantile(values: number[], ratio: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * ratio;
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}
