import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";
import { AppError } from "../errors";

const entryMark = 0x04034b50;
const descriptorMark = 0x08074b50;
const headerBytes = 30;
const [stored, deflated] = [0, 8];
/** The size stands elsewhere: entries of 4 GB and more, which no readable workbook has. */
const sizeElsewhere = 0xffffffff;

interface Entry {
  method: number;
  /** Sizes come behind the data, where a writer did not know them before. */
  hasDescriptor: boolean;
  packedBytes: number;
  dataAt: number;
}

function damaged(): AppError {
  return new AppError("dataset_unreadable", "The Excel workbook is damaged or of an unusual kind. Save it again and upload that.");
}

async function entryAt(file: FileHandle, at: number): Promise<Entry | undefined> {
  const head = Buffer.alloc(headerBytes);
  const { bytesRead } = await file.read(head, 0, headerBytes, at);
  if (bytesRead < headerBytes || head.readUInt32LE(0) !== entryMark) return undefined;
  return {
    method: head.readUInt16LE(8),
    hasDescriptor: (head.readUInt16LE(6) & 8) !== 0,
    packedBytes: head.readUInt32LE(18),
    dataAt: at + headerBytes + head.readUInt16LE(26) + head.readUInt16LE(28),
  };
}

/** Unpacks one entry without keeping it, until more than `limitBytes` came out. */
async function inflate(path: string, { dataAt, hasDescriptor, packedBytes }: Entry, limitBytes: number): Promise<{ unpackedBytes: number; packedBytes: number }> {
  const source = createReadStream(path, { start: dataAt, ...(!hasDescriptor && { end: dataAt + packedBytes - 1 }) });
  const inflated = createInflateRaw({ chunkSize: 256 * 1024 });
  source.on("error", (error) => inflated.destroy(error));
  let unpackedBytes = 0;
  try {
    for await (const chunk of source.pipe(inflated) as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length;
      if (unpackedBytes > limitBytes) break;
    }
    return { unpackedBytes, packedBytes: inflated.bytesWritten };
  } catch {
    throw damaged();
  } finally {
    source.destroy();
    inflated.destroy();
  }
}

/** Where the next entry begins behind data whose sizes follow it: 12 or 20 bytes behind the descriptor's mark. */
async function afterDescriptor(file: FileHandle, at: number): Promise<number> {
  const bytes = Buffer.alloc(28);
  await file.read(bytes, 0, bytes.length, at);
  if (bytes.readUInt32LE(0) !== descriptorMark) throw damaged();
  return bytes.readUInt16LE(16) === (entryMark & 0xffff) ? at + 16 : at + 24;
}

/**
 * Bytes that a zip archive's entries unpack to, counted by unpacking them one after the other as its reader will: the
 * sizes that an archive states are its maker's word, and prove nothing. Ends early, just above `limitBytes`.
 * Some 300 MB/s, and a few hundred kilobytes of memory.
 * @throws AppError `dataset_unreadable` for an archive that breaks off or is packed in an unusual way.
 */
export async function unpackedSize(path: string, limitBytes: number): Promise<number> {
  const file = await open(path, "r");
  let total = 0;
  try {
    let at = 0;
    for (let entry = await entryAt(file, at); entry && total <= limitBytes; entry = await entryAt(file, at)) {
      const { method, hasDescriptor, packedBytes, dataAt } = entry;
      const isKnown = method === deflated || (method === stored && !hasDescriptor);
      if (!isKnown || packedBytes === sizeElsewhere) throw damaged();
      if (method === stored || (packedBytes === 0 && !hasDescriptor)) {
        total += packedBytes;
        at = dataAt + packedBytes;
      } else {
        const counted = await inflate(path, entry, limitBytes - total);
        total += counted.unpackedBytes;
        at = hasDescriptor ? await afterDescriptor(file, dataAt + counted.packedBytes) : dataAt + packedBytes;
      }
    }
    return total;
  } finally {
    await file.close();
  }
}
