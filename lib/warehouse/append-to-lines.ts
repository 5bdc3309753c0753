import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { openAppendKernel, type AddedColumn, type AppendKernel } from "./append-kernel";
import { disarm } from "./export-select";
import { warehouseError } from "./query";
import { chunkBytes, readChunks } from "./read-chunks";
import { joinCells } from "./split-cells";

/** A text file whose every line is one record: comma-separated, without quotes. */
export interface LinesFile {
  path: string;
  names: readonly string[];
  hasHeader: boolean;
}

const lineFeed = 10;

/** The cells of one line as the kernel writes them; for numbers that are too large for it. */
function cellsOf(columns: readonly AddedColumn[], line: number): string {
  return columns.map(({ values }) => {
    const value = values[line] ?? Number.NaN;
    if (Number.isNaN(value)) return ",";
    return `,${value > 1 || value < -1 ? Number(value.toPrecision(9)) : Number(value.toFixed(6))}`;
  }).join("");
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

async function writeWholly(file: FileHandle, bytes: Uint8Array): Promise<void> {
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten !== bytes.length) throw new Error(`No space left: ${bytesWritten} of ${bytes.length} bytes were written.`);
}

/** Copies all lines, writing one block while the next is filled; returns how many there are after the header. */
async function copyLines(source: LinesFile, file: FileHandle, kernel: AppendKernel, columns: readonly AddedColumn[]): Promise<number> {
  let writing = Promise.resolve();
  const flush = async (): Promise<void> => {
    await writing;
    writing = writeWholly(file, kernel.blocks[kernel.turn].subarray(0, kernel.filled));
    writing.catch(() => undefined);
    kernel.turn = kernel.turn === 0 ? 1 : 0;
    kernel.filled = 0;
  };
  const copy = async (bytes: Uint8Array): Promise<void> => {
    kernel.text.set(bytes);
    for (let at = 0; at < bytes.length; ) {
      const { reached, stopped } = await kernel.append(at, bytes.length);
      at = reached;
      if (stopped === "full") await flush();
      if (stopped === "missing") throw new Error(`The file has more lines than the ${kernel.line} values that are to be added.`);
      if (stopped !== "large") continue;
      kernel.filled += kernel.blocks[kernel.turn].write(`${cellsOf(columns, kernel.line)}\n`, kernel.filled, "latin1");
      kernel.line += 1;
      at += 1;
    }
  };
  let last = lineFeed;
  for await (const chunk of readChunks(source.path)) {
    await copy(chunk);
    last = chunk.at(-1) ?? last;
  }
  if (last !== lineFeed) await copy(Buffer.from("\n"));
  await flush();
  await writing;
  return kernel.line;
}

/**
 * Writes a CSV file again with further columns at the end of each line; its own cells stay byte for byte as they are.
 * Nothing of it is kept in memory. The file appears under its name only when it is complete.
 * @param columns one value per record of `source`, in its order
 * @throws AppError `internal` when the file has another number of lines than the columns have values, `storage_full`
 */
export async function appendToLines(source: LinesFile, target: string, columns: readonly AddedColumn[]): Promise<void> {
  const partial = `${target}.partial`;
  const kernel = openAppendKernel(columns, chunkBytes, source.hasHeader);
  try {
    const file = await open(partial, "w");
    try {
      await writeWholly(file, Buffer.from(`${headerLine(source.names, columns)}\n`));
      const rows = await copyLines(source, file, kernel, columns);
      if (columns.some(({ values }) => values.length !== rows)) throw new Error(`The file has ${rows} lines, and ${columns[0]?.values.length} values are to be added.`);
    } finally {
      await file.close();
    }
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw warehouseError(error);
  } finally {
    kernel.close();
  }
}
