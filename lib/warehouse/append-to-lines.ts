import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { disarm } from "./export-select";
import { warehouseError } from "./query";
import { readChunks } from "./read-chunks";
import { joinCells } from "./split-cells";

/** A column to add: whole numbers, or numbers with NaN for "nothing here". */
export interface AddedColumn {
  name: string;
  values: Int32Array | Float32Array | Float64Array;
}

/** A text file whose every line is one record: comma-separated, without quotes. */
export interface LinesFile {
  path: string;
  names: readonly string[];
  hasHeader: boolean;
}

const blockBytes = 4 * 1024 * 1024;
/** More than the cells added to one line can take. */
const longestCell = 32;
/** A block with less room than for this many bytes is written first. */
const leastRoom = 1024;
const decimals = 1_000_000;
const [lineFeed, carriageReturn, comma, minus, point, zero] = [10, 13, 44, 45, 46, 48];

function writeWhole(out: Buffer, at: number, value: number): number {
  let next = at;
  let rest = value;
  if (rest < 0) {
    out[next++] = minus as number;
    rest = -rest;
  }
  let digits = 1;
  for (let bound = 10; rest >= bound; bound *= 10) digits += 1;
  for (let place = next + digits - 1; place >= next; place -= 1) {
    const tens = Math.floor(rest / 10);
    out[place] = (zero as number) + rest - tens * 10;
    rest = tens;
  }
  return next + digits;
}

/** At most six decimals, without zeros at the end; other numbers than those between −1 and 1 with nine digits. */
function writeNumber(out: Buffer, at: number, value: number): number {
  if (Number.isNaN(value)) return at;
  if (value > 1 || value < -1) return at + out.write(String(Number(value.toPrecision(9))), at, "latin1");
  let scaled = Math.round(Math.abs(value) * decimals);
  let next = at;
  if (value < 0 && scaled > 0) out[next++] = minus as number;
  out[next++] = (zero as number) + (scaled === decimals ? 1 : 0);
  if (scaled === decimals || scaled === 0) return next;
  let places = 6;
  for (; scaled % 10 === 0; scaled /= 10) places -= 1;
  out[next] = point as number;
  for (let place = next + places; place > next; place -= 1) {
    const tens = Math.floor(scaled / 10);
    out[place] = (zero as number) + scaled - tens * 10;
    scaled = tens;
  }
  return next + places + 1;
}

function writeAdded(out: Buffer, at: number, columns: readonly AddedColumn[], row: number): number {
  let next = at;
  for (const { values } of columns) {
    out[next++] = comma as number;
    const value = values[row] ?? Number.NaN;
    next = values instanceof Int32Array ? writeWhole(out, next, value) : writeNumber(out, next, value);
  }
  out[next] = lineFeed as number;
  return next + 1;
}

/** Names of the lines' own columns, where an added column needs one: `NAME_original`; then the added ones. */
function headerLine(names: readonly string[], added: readonly AddedColumn[]): string {
  const taken = new Set([...names, ...added.map((column) => column.name)]);
  const own = names.map((wanted) => {
    let name = wanted;
    if (added.some((column) => column.name === name)) while (taken.has(name)) name = `${name}_original`;
    taken.add(name);
    return name;
  });
  return joinCells([...own, ...added.map((column) => column.name)].map(disarm), ",");
}

interface Sink {
  file: FileHandle;
  /** The block that is being filled, and the one that is being written meanwhile. */
  block: Buffer;
  other: Buffer;
  filled: number;
  /** Line that is being copied, counted from 0 after the header; −1 in the header, whose bytes are dropped at its end. */
  row: number;
  writing: Promise<void>;
}

async function writeWholly(file: FileHandle, bytes: Uint8Array): Promise<void> {
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten !== bytes.length) throw new Error(`No space left: ${bytesWritten} of ${bytes.length} bytes were written.`);
}

async function flush(sink: Sink): Promise<void> {
  await sink.writing;
  sink.writing = writeWholly(sink.file, sink.block.subarray(0, sink.filled));
  sink.writing.catch(() => undefined);
  [sink.block, sink.other, sink.filled] = [sink.other, sink.block, 0];
}

/**
 * Copies bytes from `from` on into the sink, at most `room` of them, and adds the new cells where a line ends.
 * Local variables only: this is the loop that sees every byte.
 */
function copyBytes(chunk: Buffer, from: number, room: number, sink: Sink, columns: readonly AddedColumn[]): number {
  const { block } = sink;
  const end = Math.min(chunk.length, from + room);
  let { filled, row } = sink;
  for (let at = from; at < end; at += 1) {
    const byte = chunk[at] as number;
    if (byte === lineFeed) {
      if (row >= 0) filled = writeAdded(block, filled, columns, row);
      else filled = 0;
      row += 1;
    } else if (byte !== carriageReturn) block[filled++] = byte;
  }
  sink.filled = filled;
  sink.row = row;
  return end;
}

/** Returns the number of lines after the header. */
async function copyLines(source: LinesFile, sink: Sink, columns: readonly AddedColumn[]): Promise<number> {
  const margin = longestCell * (columns.length + 1);
  let last = lineFeed;
  for await (const chunk of readChunks(source.path)) {
    for (let at = 0; at < chunk.length; ) {
      // So many bytes surely fit, even if every one of them ends a line.
      const room = Math.floor((sink.block.length - sink.filled) / margin);
      if (room < leastRoom) await flush(sink);
      else at = copyBytes(chunk, at, room, sink, columns);
    }
    last = chunk.at(-1) ?? last;
  }
  if (last !== lineFeed) {
    await flush(sink);
    copyBytes(Buffer.from("\n"), 0, 1, sink, columns);
  }
  return sink.row;
}

/**
 * Writes a CSV file again with further columns at the end of each line; its own cells stay byte for byte as they are.
 * About 2 ns per byte and nothing kept in memory. The file appears under its name only when it is complete.
 * @param columns one value per record of `source`, in its order
 * @throws AppError `internal` when the file has another number of lines than the columns have values, `storage_full`
 */
export async function appendToLines(source: LinesFile, target: string, columns: readonly AddedColumn[]): Promise<void> {
  const partial = `${target}.partial`;
  try {
    const file = await open(partial, "w");
    try {
      const sink: Sink = { file, block: Buffer.allocUnsafe(blockBytes), other: Buffer.allocUnsafe(blockBytes), filled: 0, row: source.hasHeader ? -1 : 0, writing: Promise.resolve() };
      await writeWholly(file, Buffer.from(`${headerLine(source.names, columns)}\n`));
      const rows = await copyLines(source, sink, columns);
      await flush(sink);
      await sink.writing;
      if (columns.some(({ values }) => values.length !== rows)) throw new Error(`The file has ${rows} lines, and ${columns[0]?.values.length} values are to be added.`);
    } finally {
      await file.close();
    }
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw warehouseError(error);
  }
}
