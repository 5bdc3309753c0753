import { open } from "node:fs/promises";
import { AppError } from "../errors";

export type FileFormat = "text" | "gzip" | "xlsx" | "parquet";

const headBytes = 4096;
const tailBytes = 66_000;

/** First bytes of formats that are not tables, and what to call them. */
const foreign: readonly [signature: number[], name: string, advice: string][] = [
  [[0x89, 0x50, 0x4e, 0x47], "a PNG picture", ""],
  [[0xff, 0xd8, 0xff], "a JPEG picture", ""],
  [[0x47, 0x49, 0x46, 0x38], "a GIF picture", ""],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "a PDF document", ""],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel (.xls) or Office file", " Save it as .xlsx or CSV and upload that."],
  [[0x7f, 0x45, 0x4c, 0x46], "a program", ""],
  [[0x4d, 0x5a, 0x90, 0x00], "a program", ""],
  [[0x37, 0x7a, 0xbc, 0xaf], "a 7z archive", " Unpack it first."],
  [[0x52, 0x61, 0x72, 0x21], "a RAR archive", " Unpack it first."],
  [[0x42, 0x5a, 0x68], "a bzip2 archive", " Unpack it first, or use gzip."],
  [[0xfd, 0x37, 0x7a, 0x58], "an xz archive", " Unpack it first, or use gzip."],
  [[0x28, 0xb5, 0x2f, 0xfd], "a Zstandard archive", " Unpack it first, or use gzip."],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], "an SQLite database", " Export the table as CSV and upload that."],
];

function startsWith(bytes: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

function unreadable(message: string): AppError {
  return new AppError("dataset_unreadable", message);
}

const tableAdvice = "Upload a CSV or TSV file (also .gz), an Excel workbook (.xlsx) or a Parquet file.";

function formatOfBytes(head: Buffer, tail: Buffer): FileFormat {
  if (startsWith(head, [0x50, 0x41, 0x52, 0x31])) {
    if (tail.subarray(-4).toString("latin1") === "PAR1") return "parquet";
    throw unreadable("The Parquet file is cut off: its end is missing. Copy or export it again and upload that.");
  }
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) {
    if (head.includes("xl/") || tail.includes("xl/workbook.xml")) return "xlsx";
    throw unreadable(`The file is a zip archive and no Excel workbook. Unpack it first. ${tableAdvice}`);
  }
  if (startsWith(head, [0x1f, 0x8b])) return "gzip";
  const known = foreign.find(([signature]) => startsWith(head, signature));
  if (known) throw unreadable(`The file is ${known[1]}, not a table.${known[2] || ` ${tableAdvice}`}`);
  return "text";
}

const expectedByExtension: readonly [RegExp, FileFormat, string][] = [
  [/\.gz$/iu, "gzip", "is not gzip-compressed. If it is plain text, rename it to .csv and upload it again"],
  [/\.xlsx$/iu, "xlsx", "is not an Excel workbook. If it is plain text, rename it to .csv and upload it again"],
  [/\.parquet$/iu, "parquet", "is not a Parquet file. Export it again"],
];

/**
 * Says by its bytes what a file is; the name only decides what it *should* be.
 * @throws AppError `dataset_empty` for a file of no bytes; `dataset_unreadable` for pictures, documents, programs,
 * archives, a cut-off Parquet file, and a .gz, .xlsx or .parquet that is something else.
 */
export async function detectFormat(sourcePath: string, fileName: string): Promise<FileFormat> {
  const file = await open(sourcePath, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) throw new AppError("dataset_empty", "The file is empty (0 bytes). Choose the file again, or export it again.");
    const head = Buffer.alloc(Math.min(headBytes, size));
    await file.read(head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(tailBytes, size));
    await file.read(tail, 0, tail.length, size - tail.length);
    const format = formatOfBytes(head, tail);
    const expected = expectedByExtension.find(([pattern]) => pattern.test(fileName));
    if (expected && expected[1] !== format && !(expected[1] === "gzip" && format !== "text")) {
      throw unreadable(`The file's name says ${fileName.slice(fileName.lastIndexOf("."))}, but it ${expected[2]}.`);
    }
    return format;
  } finally {
    await file.close();
  }
}
