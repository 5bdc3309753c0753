import { randomUUID } from "node:crypto";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { exportFile } from "./export-file";
import type { ExportOptions } from "./export-select";
import { warehouseTempFolder } from "./instance";

const readBytes = 256 * 1024;

/** Streams a file and removes it when it has been read, when reading fails, or when the reader goes away. */
export function streamAndRemove(write: (filePath: string) => Promise<void>, extension: string): ReadableStream<Uint8Array> {
  const filePath = path.join(warehouseTempFolder(), `export-${randomUUID()}.${extension}`);
  let file: FileHandle | undefined;
  const finish = async () => {
    await file?.close();
    file = undefined;
    await rm(filePath, { force: true });
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (!file) {
            await mkdir(path.dirname(filePath), { recursive: true });
            await write(filePath);
            file = await open(filePath, "r");
          }
          const { bytesRead, buffer } = await file.read(new Uint8Array(readBytes), 0, readBytes);
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          else {
            await finish();
            controller.close();
          }
        } catch (error) {
          await finish();
          controller.error(error);
        }
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  );
}

/**
 * Streams rows (with their segments, when `assignmentsPath` is given): as `exportFile` writes them, without a row limit
 * and with bounded memory. DuckDB writes a temporary file, which is streamed and removed.
 */
export function streamExport(options: ExportOptions): ReadableStream<Uint8Array> {
  return streamAndRemove((filePath) => exportFile(filePath, options), options.format);
}
