import { isGzip } from "./file-format";

/** Enough for some thousand rows of an ordinary table, and read in a few milliseconds. */
const sampleBytes = 512 * 1024;

export interface FileSample {
  /** First bytes of the content, unpacked. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether `bytes` is all there is. */
  complete: boolean;
  compressed: boolean;
  /** Size of the unpacked content in bytes; an estimate for packed files above 4 GiB. */
  contentBytes: number;
}

/** Thrown when a gzip file can't be unpacked. */
export class BrokenArchive extends Error {}

async function unpackFirst(file: Blob, limitBytes: number): Promise<{ bytes: Uint8Array<ArrayBuffer>; complete: boolean }> {
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let complete = false;
  try {
    while (length < limitBytes) {
      const { done, value } = await reader.read();
      if (done) {
        complete = true;
        break;
      }
      chunks.push(value);
      length += value.length;
    }
  } catch (cause) {
    if (length === 0) throw new BrokenArchive("not a readable gzip stream", { cause });
  }
  void reader.cancel().catch(() => undefined);
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return { bytes, complete };
}

/** Size of the unpacked content as the last four bytes of a gzip file say it (RFC 1952, ISIZE: modulo 2³²). */
async function unpackedSize(file: Blob): Promise<number> {
  const tail = new DataView(await file.slice(Math.max(0, file.size - 4)).arrayBuffer());
  return tail.byteLength === 4 ? tail.getUint32(0, true) : 0;
}

/**
 * Reads the beginning of a file without loading the rest; a gzip file is unpacked on the way.
 * @throws BrokenArchive
 */
export async function readFileSample(file: Blob, limitBytes = sampleBytes): Promise<FileSample> {
  const head = new Uint8Array(await file.slice(0, limitBytes).arrayBuffer());
  if (!isGzip(head)) {
    return { bytes: head, complete: head.length === file.size, compressed: false, contentBytes: file.size };
  }
  const { bytes, complete } = await unpackFirst(file, limitBytes);
  const contentBytes = complete ? bytes.length : Math.max(await unpackedSize(file), file.size, bytes.length);
  return { bytes, complete, compressed: true, contentBytes };
}
