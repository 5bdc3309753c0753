import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "../env";
import { AppError } from "../errors";
import { nameSchema } from "../schemas/dataset";
import type { UploadedFile } from "./dataset-sources";
import { folders, formatBytes, removeFiles, requireDiskSpace } from "./storage";
import { timeOrderedId } from "./time-ordered-id";

/** @throws AppError `payload_too_large` when a file of that size may not be uploaded, `storage_full` when it has no room. */
export async function requireUploadSize(bytes: number): Promise<void> {
  if (bytes > env().MAX_UPLOAD_BYTES) throw tooLarge();
  await requireDiskSpace(bytes);
}

function tooLarge(): AppError {
  return new AppError(
    "payload_too_large",
    `A file may have at most ${formatBytes(env().MAX_UPLOAD_BYTES)}. Split or compress it (.csv.gz), or ask your administrator to raise MAX_UPLOAD_BYTES.`,
  );
}

/**
 * Writes an upload to disk as it arrives, with bounded memory; nothing stays on disk when it is refused or breaks off.
 *
 * @throws AppError `payload_too_large`, `dataset_empty` for a file of no bytes.
 */
export async function spoolUpload(stream: AsyncIterable<Uint8Array>, fileName: string): Promise<UploadedFile> {
  await mkdir(folders.temporary(), { recursive: true });
  const target = path.join(folders.temporary(), `upload-${timeOrderedId()}`);
  const limitBytes = env().MAX_UPLOAD_BYTES;
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limitBytes) return done(tooLarge());
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, createWriteStream(target));
    if (bytes === 0) throw new AppError("dataset_empty", "The file is empty. Choose a file that has a header and at least one row.");
  } catch (error) {
    await removeFiles([target]);
    throw error;
  }
  return { path: target, fileName: safeFileName(fileName), bytes, sha256: hash.digest("hex") };
}

/** A file that another way of uploading has put on disk, measured and hashed. */
export async function measureUpload(file: string, fileName: string): Promise<UploadedFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 ** 2 }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  if (bytes === 0) throw new AppError("dataset_empty", "The file is empty. Choose a file that has a header and at least one row.");
  return { path: file, fileName: safeFileName(fileName), bytes, sha256: hash.digest("hex") };
}

/** The last part of a path, without control characters, short enough to store; `upload.csv` when nothing is left. */
export function safeFileName(fileName: string): string {
  const last = fileName.split(/[\\/]/u).at(-1) ?? "";
  const clean = last.replace(/[\u0000-\u001f\u007f]/gu, "").trim();
  return shorten(clean, 200) || "upload.csv";
}

/** A dataset's name when the user gives none: the file's name without its endings. */
export function nameOfFile(fileName: string): string {
  const bare = fileName.replace(/(\.(csv|tsv|txt|tab|xlsx|parquet|gz))+$/iu, "").trim();
  const parsed = nameSchema.safeParse(bare);
  return parsed.success ? parsed.data : "Dataset";
}

/** Cuts to `limit` characters, never inside one, and keeps the end, where a file's type is. */
function shorten(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : [...characters.slice(0, limit - 20), ...characters.slice(-20)].join("");
}
