import { createReadStream, createWriteStream } from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "../errors";
import type { ReadOptions } from "../schemas/dataset";
import { detectEncoding, type EncodingFinding } from "./detect-encoding";
import { detectFormat } from "./detect-format";

/** A text file that DuckDB and the scanner can read as it lies: uncompressed, UTF-8. */
export interface PreparedText extends EncodingFinding {
  path: string;
  compressed: boolean;
}

/** A table of text shrinks 3–20 times; beyond this ratio and size the archive is made to fill the disk. */
const suspiciousRatio = 300;
const suspiciousBytes = 4 * 1024 ** 3;

function guardRatio(source: { bytesRead: number }): Transform {
  let written = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      written += chunk.length;
      const isBomb = written > suspiciousBytes && written > source.bytesRead * suspiciousRatio;
      done(isBomb ? new AppError("dataset_unreadable", "The .gz file unpacks to far more than a table would. Upload the unpacked file.") : null, chunk);
    },
  });
}

async function unpack(sourcePath: string, target: string, signal?: AbortSignal): Promise<void> {
  const source = createReadStream(sourcePath, { highWaterMark: 256 * 1024 });
  try {
    await pipeline(source, createGunzip({ chunkSize: 256 * 1024 }), guardRatio(source), createWriteStream(target), { signal });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!/^Z_|ERR_PADDING|unexpected end/iu.test(code)) throw error;
    throw new AppError("dataset_unreadable", "The .gz file is damaged or cut off: it can't be unpacked. Compress or copy it again and upload that.", { cause: error });
  }
}

async function transcode(sourcePath: string, target: string, decoderLabel: string, signal?: AbortSignal): Promise<void> {
  const decoder = new TextDecoder(decoderLabel);
  const toUtf8 = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, Buffer.from(decoder.decode(chunk, { stream: true }), "utf8"));
    },
    flush(done) {
      done(null, Buffer.from(decoder.decode(), "utf8"));
    },
  });
  await pipeline(createReadStream(sourcePath, { highWaterMark: 256 * 1024 }), toUtf8, createWriteStream(target), { signal });
}

/**
 * Where the text of a file lies unpacked: the file itself, or a new one in `tempFolder`.
 * @throws AppError `dataset_unreadable` for a damaged archive, or something else than text inside one; `dataset_empty` for one of nothing.
 */
export async function unpackText(sourcePath: string, compressed: boolean, tempFolder: string, signal?: AbortSignal): Promise<string> {
  if (!compressed) return sourcePath;
  const plainPath = path.join(tempFolder, "unpacked.txt");
  await unpack(sourcePath, plainPath, signal);
  const inside = await detectFormat(plainPath, "");
  if (inside !== "text") {
    throw new AppError("dataset_unreadable", `The .gz file holds a file of another kind (${inside}). Unpack it and upload what is inside.`);
  }
  return plainPath;
}

/** Transcodes a text file by streaming into `tempFolder`, where it has to be; plain UTF-8 stays where it lies. */
export async function decodeText(plainPath: string, options: ReadOptions, tempFolder: string, signal?: AbortSignal): Promise<EncodingFinding & { path: string }> {
  const finding = await detectEncoding(plainPath, options.encoding, signal);
  if (finding.decoder === "utf-8") return { ...finding, path: plainPath };
  const utf8Path = path.join(tempFolder, "utf8.txt");
  await transcode(plainPath, utf8Path, finding.decoder, signal);
  return { ...finding, path: utf8Path };
}
