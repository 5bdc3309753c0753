import { open, type FileHandle } from "node:fs/promises";
import { selectedQuantile } from "../kernels/quickselect";
import type { ColumnProfile } from "../schemas/column";
import { cancelled } from "./run-tracked";
import { histogramOf, type Bars } from "./value-counts";

/** Stretches of a file that hold a column's values as bare doubles, in the order of the rows; missing cells are left out. */
export type BareValues = readonly { position: number; count: number }[];

/** What is asked of a column: its bars, and its largest value, where the last one ends. */
export interface BareQuestion {
  stretches: BareValues;
  bars: Bars;
  max: number;
}

export interface BareFigures {
  median: number;
  histogram: ColumnProfile["histogram"];
}

const doubleBytes = 8;
/** Columns with more values are left to DuckDB, which needs no array of them: 128 MB. */
const mostValues = 16 * 1024 ** 2;

const countOf = (stretches: BareValues): number => stretches.reduce((sum, { count }) => sum + count, 0);

/** Whether a column's figures are taken from its bare values. */
export function isMeasurable(stretches: BareValues | undefined): stretches is BareValues {
  return stretches !== undefined && stretches.length > 0 && countOf(stretches) <= mostValues;
}

async function readValues(file: FileHandle, stretches: BareValues): Promise<Float64Array> {
  const values = new Float64Array(countOf(stretches));
  let filled = 0;
  for (const { position, count } of stretches) {
    const bytes = new Uint8Array(values.buffer, filled * doubleBytes, count * doubleBytes);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, position + at);
      if (bytesRead === 0) throw new Error("The file is shorter than it was written");
      at += bytesRead;
    }
    filled += count;
  }
  return values;
}

function heightsOf(values: Float64Array, { from, width, count }: Bars): { key: number; value: number }[] {
  const heights = new Float64Array(count);
  for (let i = 0; i < values.length; i += 1) {
    const bar = width === 0 ? 0 : Math.min(count - 1, Math.floor((values[i]! - from) / width));
    heights[bar] = heights[bar]! + 1;
  }
  return Array.from(heights, (value, key) => ({ key, value }));
}

/**
 * Exact medians and bars of columns, from their values as they lie in the file: a third of the time that DuckDB takes, which
 * collects and sorts them. One column after the other, 8 bytes per value.
 * @throws AppError `job_cancelled`
 */
export async function measureBareValues(path: string, questions: readonly BareQuestion[], signal?: AbortSignal): Promise<BareFigures[]> {
  const file = await open(path, "r");
  try {
    const figures: BareFigures[] = [];
    for (const { stretches, bars, max } of questions) {
      if (signal?.aborted) throw cancelled();
      const values = await readValues(file, stretches);
      const histogram = histogramOf(heightsOf(values, bars), bars, max);
      figures.push({ histogram, median: selectedQuantile(values, 0.5) });
    }
    return figures;
  } finally {
    await file.close();
  }
}
