import { open, type FileHandle } from "node:fs/promises";
import { KernelCancelled } from "../kernels/control";
import type { ReadOptions } from "../schemas/dataset";
import type { BareValues } from "./bare-values";
import type { CastPlan } from "./cast-plan";
import { ParquetWriter, type EncodedColumn } from "./parquet-writer";
import { fillAll, LineStretches, Refused, startOfRecords } from "./line-stretches";
import { cancelled } from "./run-tracked";
import { openTableKernel, threadsFor, type ColumnAnswer, type StretchAnswer, type TableKernel, type TableShape } from "./table-kernel";
import type { TextLayout } from "./text-layout";
import { addToTally, closeTally, createTally, type ValueTally } from "./value-tally";

export interface OrdinaryTable {
  rows: number;
  /** What was counted of each column. */
  tallies: ValueTally[];
  /** Where the values of columns of decimals lie in the written file. */
  bareValues: (BareValues | undefined)[];
}

export interface OrdinaryRequest {
  layout: TextLayout;
  options: ReadOptions;
  targetPath: string;
  firstRowId: number;
  threads: number;
  onRatio: (ratio: number) => void;
  signal?: AbortSignal;
}

const leastStretch = 1024 ** 2;
const usualStretch = 4 * 1024 ** 2;
const mostStretch = 16 * 1024 ** 2;

/** The kernel reads the column as its plan wants it: usual notations only, no generous reading. */
function isUsual(plan: CastPlan): boolean {
  if (plan.type === "text") return true;
  return !plan.forced && !plan.grouped && plan.formats.length === 0 && !((plan.type === "integer" || plan.type === "decimal") && plan.decimal === ",");
}

/** Whether a table could be read in one go: its layout, not yet its cells. */
export function maybeOrdinary({ dialect, plans }: TextLayout): boolean {
  return dialect.quote === '"' && !dialect.backslashEscapes && dialect.preamble <= 1 && dialect.delimiter.length === 1 && plans.every(isUsual);
}

/** Stretches as long as keeps all threads busy and a row group large enough to be worth its headers. */
function shapeOf({ layout, options, threads }: OrdinaryRequest, size: number): TableShape {
  const stretchBytes = Math.min(layout.plans.length > 60 ? mostStretch : usualStretch, Math.max(leastStretch, Math.ceil(size / threads / 2)));
  return {
    types: layout.plans.map((plan) => plan.type), stretchBytes, delimiter: layout.dialect.delimiter, lineEnd: layout.lineEnd,
    mayBeNaive: (options.timezone ?? "UTC") === "UTC",
  };
}

const fixedTypes = new Set(["integer", "decimal", "date", "timestamp"]);

function encodedOf(answer: ColumnAnswer, type: CastPlan["type"], rows: number): EncodedColumn {
  const width = type === "date" ? 4 : 8;
  return {
    dictionary: answer.dictionary, dictionaryValues: answer.dictionary.length > 0 ? (answer.distinct?.counts.length ?? 0) : 0, data: answer.data,
    encoding: answer.encoding, nullCount: rows - answer.present,
    range: fixedTypes.has(type) && answer.present > 0 ? { least: Buffer.from(answer.least.subarray(0, width)), most: Buffer.from(answer.most.subarray(0, width)) } : undefined,
  };
}

async function storeAnswers(answers: readonly StretchAnswer[], writer: ParquetWriter, tallies: readonly ValueTally[]): Promise<void> {
  if (answers.some((answer) => answer.isRefused)) throw new Refused();
  for (const answer of answers.filter(({ rows }) => rows > 0)) {
    const columns = answer.columns();
    const written = writer.addRowGroup(answer.rows, columns.map((column, j) => encodedOf(column, (tallies[j] as ValueTally).type, answer.rows)));
    for (const [j, column] of columns.entries()) addToTally(tallies[j] as ValueTally, column);
    await written;
  }
}

/** Reading, working and writing overlap: while the threads are in one set of buffers, the other is emptied and filled. */
async function readAll(kernel: TableKernel, stretches: LineStretches, shape: TableShape, writer: ParquetWriter, tallies: ValueTally[], onRatio: (ratio: number) => void): Promise<void> {
  const start = (at: number, lengths: readonly number[]) => {
    const answers = kernel.run(at, lengths);
    // What lies before it may fail first.
    answers.catch(() => undefined);
    return answers;
  };
  let set = 0;
  let running = start(set, await fillAll(kernel, stretches, set, shape.stretchBytes));
  for (;;) {
    const other = 1 - set;
    const [lengths, answers] = await Promise.all([fillAll(kernel, stretches, other, shape.stretchBytes), running]);
    const isMore = lengths.some((length) => length > 0);
    if (isMore) running = start(other, lengths);
    await storeAnswers(answers, writer, tallies);
    onRatio(stretches.ratio);
    if (!isMore) return;
    set = other;
  }
}

async function readInto(target: FileHandle, source: FileHandle, request: OrdinaryRequest): Promise<OrdinaryTable | undefined> {
  const { layout, signal } = request;
  const { size } = await source.stat();
  const start = await startOfRecords(source, layout.dialect.header);
  if (start === undefined) return undefined;
  const shape = shapeOf(request, size);
  const kernel = openTableKernel(shape, threadsFor(shape, request.threads), signal);
  try {
    const tallies = layout.plans.map((plan) => createTally(plan.type));
    const columns = layout.names.map((name, j) => ({ name, type: layout.plans[j]?.type ?? ("text" as const) }));
    const writer = new ParquetWriter(target, columns, request.firstRowId);
    await readAll(kernel, new LineStretches(source, size, layout.lineEnd, start), shape, writer, tallies, request.onRatio);
    if (writer.rowCount === 0 || layout.unseen.some((j) => (tallies[j]?.present ?? 0) > 0)) return undefined;
    await writer.finish();
    for (const [j, tally] of tallies.entries()) closeTally(tally, (range) => kernel.totals(j, range));
    return { rows: writer.rowCount, tallies, bareValues: writer.bareValues };
  } finally {
    kernel.close();
  }
}

async function readFrom(source: FileHandle, request: OrdinaryRequest): Promise<OrdinaryTable | undefined> {
  const target = await open(request.targetPath, "w");
  try {
    return await readInto(target, source, request);
  } finally {
    await target.close();
  }
}

/**
 * Reads a text file into its Parquet file in one go, all threads at once, and counts its values on the way: for tables
 * with nothing to repair. Every cell is checked against the type that a sample gave its column; at the first that differs,
 * at a broken record, or at bytes that are no UTF-8 the answer is nothing, and the careful readers have to do it.
 * @throws AppError `job_cancelled`
 */
export async function readOrdinaryTable(request: OrdinaryRequest): Promise<OrdinaryTable | undefined> {
  const source = await open(request.layout.text.path, "r");
  try {
    return await readFrom(source, request);
  } catch (error) {
    // A RangeError: the system has no room for the kernel's memory.
    if (error instanceof Refused || error instanceof RangeError) return undefined;
    if (error instanceof KernelCancelled || request.signal?.aborted) throw cancelled();
    throw error;
  } finally {
    await source.close();
  }
}
