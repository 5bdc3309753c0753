import { formatFixed } from "./format-quantity";

/** Decimals that a figure of this size is read with: about four significant figures. */
function usualDecimals(size: number): number {
  if (size >= 1000) return 0;
  if (size >= 100) return 1;
  if (size >= 10) return 2;
  return size >= 0.1 ? 3 : 4;
}

function writtenDecimals(value: number): number {
  return /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
}

/**
 * One format for all figures of a column, so that their points stand below each other: as many decimals as the middle
 * value is read with, but no more than are written anywhere in the column. Missing values (null, NaN) are a dash.
 */
export function columnFormat(values: readonly unknown[]): (value: number | null) => string {
  const numbers = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  const sizes = numbers.map(Math.abs).filter((size) => size > 0).sort((a, b) => a - b);
  const written = numbers.reduce((most, value) => Math.max(most, writtenDecimals(value)), 0);
  const decimals = Math.min(written, usualDecimals(sizes[sizes.length >> 1] ?? 0));
  return (value) => formatFixed(value, decimals);
}
