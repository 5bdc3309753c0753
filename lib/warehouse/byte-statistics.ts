import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";

/** What the bytes of a whole file say about its encoding. */
export interface ByteStatistics {
  size: number;
  byteOrderMark: "utf-8" | "utf-16le" | "utf-16be" | "utf-32" | undefined;
  /** Every byte belongs to a valid UTF-8 sequence. */
  validUtf8: boolean;
  /** Counted only in the parts that are not valid UTF-8. */
  highBytes: number;
  /** Of them: bytes that Western text in one byte per letter hardly has (C1 controls and ÿ). */
  implausibleBytes: number;
  /** Valid UTF-8 sequences of several bytes, in the same parts. */
  multiByteSequences: number;
  /** Zero bytes at even and odd offsets: UTF-16 without a mark has nearly all on one side. */
  zeroBytes: [even: number, odd: number];
  /** Control characters that text does not have (tab, line feed, form feed, carriage return and escape are fine). */
  controlBytes: number;
}

const chunkBytes = 1024 * 1024;
/** Punctuation that Windows-1252 puts where Latin-1 has controls: € ‚ … ‘ ’ “ ” • – — and the like. */
const windowsPunctuation = new Set([0x80, 0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99]);

function markOf(head: Buffer): ByteStatistics["byteOrderMark"] {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return head.length >= 4 && head[2] === 0 && head[3] === 0 ? "utf-32" : "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return head[0] === 0 && head[1] === 0 && head[2] === 0xfe && head[3] === 0xff ? "utf-32" : undefined;
}

/** Bytes of an unfinished UTF-8 sequence at the end of a chunk (0–3). */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return lead >= 0xc2 && lead <= 0xf4 && isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length ? length : 0;
}

function countHighBytes(bytes: Buffer, statistics: ByteStatistics): void {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      statistics.multiByteSequences += 1;
      at += length - 1;
      continue;
    }
    statistics.highBytes += 1;
    if ((byte < 0xa0 && !windowsPunctuation.has(byte)) || byte === 0xff) statistics.implausibleBytes += 1;
  }
}

function countControls(bytes: Buffer, offset: number, statistics: ByteStatistics): void {
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 32;
    if (byte >= 32) continue;
    if (byte === 0) statistics.zeroBytes[(offset + i) % 2 === 0 ? 0 : 1] += 1;
    else if (byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) statistics.controlBytes += 1;
  }
}

/**
 * Reads the whole file once (about 1 GB/s), or only its first megabyte, and counts what tells encodings apart.
 * Control characters are counted in the first megabyte; zero bytes there, and after it only whether any occur.
 */
export async function byteStatistics(path: string, signal?: AbortSignal, onlyHead = false): Promise<ByteStatistics> {
  const file = await open(path, "r");
  const statistics: ByteStatistics = {
    size: 0, byteOrderMark: undefined, validUtf8: true, highBytes: 0, implausibleBytes: 0, multiByteSequences: 0,
    zeroBytes: [0, 0], controlBytes: 0,
  };
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes + 4);
    let carried = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, carried, chunkBytes, statistics.size);
      const bytes = buffer.subarray(0, carried + bytesRead);
      if (statistics.size === 0) {
        statistics.byteOrderMark = markOf(bytes);
        countControls(bytes, 0, statistics);
      } else if (bytes.includes(0)) {
        countControls(bytes, statistics.size - carried, statistics);
      }
      statistics.size += bytesRead;
      const tail = bytesRead === 0 ? 0 : unfinishedTail(bytes);
      const complete = bytes.subarray(0, bytes.length - tail);
      if (!isUtf8(complete)) {
        statistics.validUtf8 = false;
        countHighBytes(complete, statistics);
      }
      if (bytesRead === 0 || onlyHead) return statistics;
      bytes.copy(buffer, 0, bytes.length - tail);
      carried = tail;
    }
  } finally {
    await file.close();
  }
}
