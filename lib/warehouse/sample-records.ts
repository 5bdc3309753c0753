import { open, type FileHandle } from "node:fs/promises";
import { createRecordScanner, scanProblem } from "./scan-records";
import { byteGrammar, splitCells, type TextGrammar } from "./split-cells";

export interface SampledRecord {
  cells: string[];
  problem: number;
}

/** How much of a file is looked at: its head, and the length of each of 16 blocks. */
const thorough = { headBytes: 256 * 1024, blockBytes: 32 * 1024 };
/** Enough to guess types where every cell is held to them afterwards. */
const quick = { headBytes: 64 * 1024, blockBytes: 8 * 1024 };
const blocks = 16;
const firstLineBytes = 4 * 1024 * 1024;

/** Parts of a file to look at before reading all of it: its head, and blocks spread evenly over the rest. */
export interface FileSample {
  head: Buffer;
  /** The head is the whole file. */
  complete: boolean;
  spread: Buffer[];
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** From the first to the last line end, so that no line is cut; nothing when there are none. */
function wholeLines(block: Buffer): Buffer {
  const first = block.indexOf(10);
  const last = block.lastIndexOf(10);
  return first >= 0 && last > first ? block.subarray(first + 1, last + 1) : block.subarray(0, 0);
}

/** Reads the sample; a byte order mark is left out. The head grows until it holds a few lines (very wide tables). */
export async function readSample(path: string, isQuick = false): Promise<FileSample> {
  const { headBytes, blockBytes } = isQuick ? quick : thorough;
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    let length = Math.min(headBytes, size);
    let head = await readAt(file, 0, length);
    while (length < size && length < firstLineBytes && head.lastIndexOf(10) < head.length / 4) {
      length = Math.min(size, length * 4);
      head = await readAt(file, 0, length);
    }
    const spread: Buffer[] = [];
    if (size > length + 4 * blockBytes * blocks) {
      for (let block = 1; block <= blocks; block += 1) {
        const position = Math.floor(length + ((size - length - blockBytes) * block) / blocks);
        spread.push(wholeLines(await readAt(file, position, blockBytes)));
      }
    }
    const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    return { head: hasMark ? head.subarray(3) : head, complete: length >= size, spread };
  } finally {
    await file.close();
  }
}

/** Records of sampled bytes with their cells, at most `limit`; a record cut off by the sample's end is left out. */
export function recordsOf(bytes: Buffer, isWhole: boolean, grammar: TextGrammar, limit = Infinity): SampledRecord[] {
  const records: SampledRecord[] = [];
  const scanner = createRecordScanner(byteGrammar(grammar), (buffer, start, end, _cells, problem) => {
    if (records.length >= limit) return;
    const text = buffer.toString("utf8", start, end);
    records.push({ cells: problem === scanProblem.none ? splitCells(text, grammar) : [text], problem });
  });
  scanner.push(bytes);
  if (isWhole) scanner.end();
  return records;
}
