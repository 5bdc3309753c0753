import { open, type FileHandle } from "node:fs/promises";
import { fillAll, LineStretches, Refused, startOfRecords } from "./line-stretches";
import { openTableKernel, threadsFor, type TableKernel } from "./table-kernel";
import type { TextLayout } from "./text-layout";

const leastStretch = 256 * 1024;
const mostStretch = 4 * 1024 ** 2;
/** More rows than the first stretches let expect are made room for; still more, and another way is taken. */
const reserve = 1.15;

export interface PlainNumbers {
  rows: number;
  /** One after the other, as a matrix of them lies. */
  columns: Float64Array[];
}

/** Columns that grow at the ends of their places in one memory; what is never written takes no room. */
class GrowingColumns {
  rows = 0;
  private capacity = 0;
  private all = new Float64Array(0);

  constructor(private readonly wanted: readonly number[]) {}

  reserve(rows: number): void {
    if (this.capacity > 0) return;
    this.capacity = rows;
    this.all = new Float64Array(rows * this.wanted.length);
  }

  add(kernel: TableKernel, thread: number, rows: number): void {
    if (this.rows + rows > this.capacity) throw new Refused();
    for (const [at, column] of this.wanted.entries()) this.all.set(kernel.numbers(thread, column, rows), at * this.capacity + this.rows);
    this.rows += rows;
  }

  /** The columns, moved together. */
  finish(): Float64Array[] {
    const { rows, capacity, all } = this;
    return this.wanted.map((_, at) => {
      all.copyWithin(at * rows, at * capacity, at * capacity + rows);
      return all.subarray(at * rows, (at + 1) * rows);
    });
  }
}

async function readAll(kernel: TableKernel, stretches: LineStretches, room: number, columns: GrowingColumns): Promise<void> {
  let set = 0;
  let lengths = await fillAll(kernel, stretches, set, room);
  while (lengths.some((length) => length > 0)) {
    const reading = fillAll(kernel, stretches, 1 - set, room);
    reading.catch(() => undefined);
    const answers = await kernel.runNumbers(set, lengths);
    if (answers.some(({ isRefused }) => isRefused)) throw new Refused();
    const rows = answers.reduce((sum, answer) => sum + answer.rows, 0);
    // By what the next stretches were filled with as well: at least as much has been read as was taken.
    columns.reserve(Math.ceil((rows / lengths.reduce((sum, length) => sum + length, 0)) * stretches.size * reserve) + 1000);
    for (const [thread, answer] of answers.entries()) if (answer.rows > 0) columns.add(kernel, thread, answer.rows);
    lengths = await reading;
    set = 1 - set;
  }
}

async function readFrom(source: FileHandle, layout: TextLayout, wanted: readonly number[], threads: number): Promise<PlainNumbers | undefined> {
  const { size } = await source.stat();
  const start = await startOfRecords(source, layout.dialect.header);
  if (start === undefined) return undefined;
  const stretchBytes = Math.min(mostStretch, Math.max(leastStretch, Math.ceil(size / threads / 2)));
  const types = layout.plans.map((plan) => plan.type);
  const shape = { types, stretchBytes, delimiter: layout.dialect.delimiter, lineEnd: layout.lineEnd, mayBeNaive: true, isStrict: true };
  const kernel = openTableKernel(shape, threadsFor(shape, threads), undefined);
  try {
    const columns = new GrowingColumns(wanted);
    await readAll(kernel, new LineStretches(source, size, layout.lineEnd, start), stretchBytes, columns);
    return columns.rows === 0 ? undefined : { rows: columns.rows, columns: columns.finish() };
  } finally {
    kernel.close();
  }
}

/**
 * The numbers of some columns of a text file, times in milliseconds and NaN for empty cells, without DuckDB: for files
 * whose every cell, also of the other columns, is as its type wants it and would be written again as it stands. Answers
 * nothing for any other.
 */
export async function readPlainNumbers(layout: TextLayout, wanted: readonly number[], threads: number): Promise<PlainNumbers | undefined> {
  const source = await open(layout.text.path, "r");
  try {
    return await readFrom(source, layout, wanted, threads);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  } finally {
    await source.close();
  }
}
