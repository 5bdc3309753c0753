import type { FileHandle } from "node:fs/promises";
import type { TableKernel } from "./table-kernel";

const lineFeed = 10;
const headBytes = 1024 ** 2;

/** Hands out a file in stretches of whole lines. */
export class LineStretches {
  private isAtEnd = false;

  constructor(private readonly file: FileHandle, readonly size: number, private readonly lineEnd: string, private position: number) {}

  get ratio(): number {
    return this.size === 0 ? 1 : this.position / this.size;
  }

  /** Fills `target` but for its last bytes, which are left for an end of line; answers the length, or nothing when a line is too long. */
  async fill(target: Buffer, room: number): Promise<number | undefined> {
    if (this.isAtEnd) return 0;
    let length = 0;
    while (length < room) {
      const { bytesRead } = await this.file.read(target, length, room - length, this.position + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    this.isAtEnd = this.position + length >= this.size;
    if (this.isAtEnd) {
      this.position += length;
      return length === 0 || target[length - 1] === lineFeed ? length : length + target.write(this.lineEnd, length);
    }
    const whole = target.subarray(0, length).lastIndexOf(lineFeed) + 1;
    this.position += whole;
    return whole === 0 ? undefined : whole;
  }
}

/** Where the records begin: behind a byte order mark and the header; nothing when the header is no plain line. */
export async function startOfRecords(file: FileHandle, hasHeader: boolean): Promise<number | undefined> {
  const head = Buffer.alloc(headBytes);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  if (!hasHeader) return mark;
  const end = head.subarray(0, bytesRead).indexOf(lineFeed);
  const quotes = head.subarray(0, end).filter((byte) => byte === 34).length;
  return end < 0 || quotes % 2 === 1 ? undefined : end + 1;
}

/** The file has something in it that takes a careful reader. */
export class Refused extends Error {}

/** Fills the inputs of all threads; lengths of 0 where nothing is left. */
export async function fillAll(kernel: TableKernel, stretches: LineStretches, set: number, room: number): Promise<number[]> {
  const lengths: number[] = [];
  for (let thread = 0; thread < kernel.threads; thread += 1) {
    const length = await stretches.fill(kernel.input(set, thread), room);
    if (length === undefined) throw new Refused();
    lengths.push(length);
  }
  return lengths;
}
