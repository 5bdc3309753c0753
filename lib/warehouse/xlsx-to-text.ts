import { createWriteStream } from "node:fs";
import path from "node:path";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { AppError } from "../errors";
import { unpackedSize } from "./archive-size";
import type { PreparedText } from "./prepare-text";
import { joinCells } from "./split-cells";

/** A workbook is read into memory as a whole: some six times its unpacked size. */
const maximumUnpackedBytes = 400 * 1024 ** 2;

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) {
    const iso = cell.toISOString();
    return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.replace(".000Z", "Z").replace("T", " ").replace("Z", "");
  }
  return typeof cell === "string" ? cell : String(cell);
}

async function writeRows(rows: readonly (readonly unknown[])[], target: string): Promise<void> {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const stream = createWriteStream(target);
  // `finished` and `once` below report a failure; without a listener in between it would end the process.
  stream.on("error", () => undefined);
  for (let from = 0; from < rows.length; from += 5000) {
    const lines = rows.slice(from, from + 5000).map((row) => joinCells(Array.from({ length: width }, (_, j) => cellText(row[j])), ","));
    if (!stream.write(`${lines.join("\n")}\n`)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}

/**
 * Writes the first sheet with rows of an Excel workbook as CSV into `tempFolder`. Dates become YYYY-MM-DD or
 * YYYY-MM-DD HH:MM:SS as the sheet shows them (a workbook knows no time zones); formulas give their stored results;
 * empty rows are left out.
 * @throws AppError `dataset_unreadable` when it is damaged, encrypted or too large; `dataset_empty` without a row.
 */
export async function xlsxToText(sourcePath: string, tempFolder: string): Promise<{ text: PreparedText; sheet: string }> {
  if ((await unpackedSize(sourcePath, maximumUnpackedBytes)) > maximumUnpackedBytes) {
    throw new AppError("dataset_unreadable", "The Excel workbook is too large to be read as a whole. Save the sheet as CSV and upload that.");
  }
  // Loaded when a workbook comes, so that every other command starts sooner.
  const { default: readSheets } = await import("read-excel-file/node");
  const sheets = await readSheets(sourcePath).catch((error: unknown) => {
    throw new AppError("dataset_unreadable", "The Excel workbook can't be read: it is damaged, protected with a password, or of an unusual kind. Save the sheet as CSV and upload that.", { cause: error });
  });
  const filled = sheets.find((sheet) => sheet.data.some((row) => row.some((cell) => cell !== null)));
  if (!filled) throw new AppError("dataset_empty", "The Excel workbook has no rows.");
  const target = path.join(tempFolder, "sheet.csv");
  await writeRows(filled.data.filter((row) => row.some((cell) => cell !== null)), target);
  const text: PreparedText = {
    path: target, compressed: false, decoder: "utf-8", encoding: "utf-8", byteOrderMark: false, hasInvalidBytes: false, hasZeroBytes: false,
  };
  return { text, sheet: filled.sheet };
}
