import { open } from "node:fs/promises";

/** Most bytes of a chunk. */
export const chunkBytes = 1024 * 1024;

/**
 * A file in chunks of a megabyte, without a UTF-8 byte order mark. The same memory is used for every chunk:
 * a reader must be done with one before it asks for the next.
 */
export async function* readChunks(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let position = 0; ; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
      if (bytesRead === 0) return;
      const hasMark = position === 0 && bytesRead >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
      yield buffer.subarray(hasMark ? 3 : 0, bytesRead);
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}
