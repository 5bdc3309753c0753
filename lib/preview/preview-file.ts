import type { ReadOptions } from "../schemas/dataset";
import { previewCsv, type CsvPreview } from "./csv-preview";
import { findFormat, isGzip, type FileFormat } from "./file-format";
import { BrokenArchive, readFileSample, type FileSample } from "./file-sample";
import type { TablePreview } from "./table-preview";
import { decodeSample, findEncoding, type SampleEncoding } from "./text-encoding";
import { previewXlsx } from "./xlsx-preview";

/** What the page knows of a file before anything is sent. */
export interface FilePreview {
  format: FileFormat;
  compressed: boolean;
  /** Absent for Parquet and very large workbooks, which only the server reads. */
  table?: TablePreview;
  csv?: Pick<CsvPreview, "delimiter" | "header" | "decimal"> & { encoding: SampleEncoding; byteOrderMark: boolean };
  header?: boolean;
  /** Of a workbook: the sheet that is read. */
  sheet?: string;
  /** Rows of the whole file; exact when the sample is the whole file. */
  rows?: { count: number; exact: boolean };
}

export type PreviewOutcome = { ok: true; preview: FilePreview } | { ok: false; refusal: string };

const knownNames = /\.(csv|tsv|txt|tab|psv|dat|xlsx|parquet)(\.gz)?$|\.gz$/i;

/** Why a file is refused by its name or size alone, in words; undefined when it is not. */
export function refuseFile(file: { name: string; size: number }, maximumBytes: number): string | undefined {
  if (file.size === 0) return "The file is empty (0 bytes). Choose one with a header and at least one row.";
  if (file.size > maximumBytes) {
    return `The file is larger than this server takes (${formatGibibytes(maximumBytes)}). Compress it with gzip, split it, or ask your administrator to raise the limit.`;
  }
  if (!knownNames.test(file.name)) {
    return "Tessera reads CSV, TSV, both also as .gz, XLSX and Parquet. Save the file in one of these formats and choose it again.";
  }
  return undefined;
}

/** What keeps a readable file from being a table, and what to change; undefined when nothing does. */
export function findTableProblem({ table, rows, header }: FilePreview): string | undefined {
  if (!table) return undefined;
  if (table.columns.length < 2) return "Only one column was found. Choose the delimiter that separates the cells, or upload a file with at least two columns.";
  if (rows?.exact && rows.count === 0) {
    return header ? "There is no row below the column names. If the first row is already data, say so under “Read as”." : "No usable row was found.";
  }
  return undefined;
}

function formatGibibytes(bytes: number): string {
  return bytes >= 1024 ** 3 ? `${Number((bytes / 1024 ** 3).toFixed(1))} GB` : `${Math.max(1, Math.floor(bytes / 1024 ** 2))} MB`;
}

function estimateRows(sample: FileSample, csv: CsvPreview, textLength: number): FilePreview["rows"] {
  const readAll = sample.complete && csv.sampledCharacters >= textLength;
  if (readAll) return { count: csv.sampledRows, exact: true };
  const bytesPerCharacter = sample.bytes.length / Math.max(1, textLength);
  const bytesPerRow = (csv.sampledCharacters * bytesPerCharacter) / Math.max(1, csv.sampledRows);
  return { count: Math.max(csv.sampledRows, Math.round(sample.contentBytes / bytesPerRow)), exact: false };
}

function previewText(sample: FileSample, options: ReadOptions): PreviewOutcome {
  const found = findEncoding(sample.bytes);
  const encoding = options.encoding ?? found.encoding;
  // One kind of line break: papaparse settles on the first it meets, and files mix them.
  const text = decodeSample(sample.bytes, encoding, found.bigEndian).replaceAll(/\r\n?/g, "\n");
  if (text.trim() === "") return { ok: false, refusal: "The file holds nothing but empty lines. Choose one with a header and at least one row." };
  const csv = previewCsv(text, options, sample.complete);
  const { columns, rows, sampledRows, kind, delimiter, header, decimal } = csv;
  return {
    ok: true,
    preview: {
      format: "csv",
      compressed: sample.compressed,
      table: { columns, rows, sampledRows, kind },
      csv: { delimiter, header, decimal, encoding, byteOrderMark: found.byteOrderMark },
      header,
      rows: estimateRows(sample, csv, text.length),
    },
  };
}

async function previewWorkbook(file: File, options: ReadOptions): Promise<PreviewOutcome> {
  try {
    const workbook = await previewXlsx(file, options.header);
    if (!workbook) return { ok: true, preview: { format: "xlsx", compressed: false } };
    const { columns, rows, sampledRows, kind, header, rowCount, sheet } = workbook;
    if (columns.length === 0) return { ok: false, refusal: "This workbook is empty: none of its sheets holds a cell. Choose another file." };
    return {
      ok: true,
      preview: { format: "xlsx", compressed: false, sheet, table: { columns, rows, sampledRows, kind }, header, rows: { count: rowCount, exact: true } },
    };
  } catch {
    return { ok: false, refusal: "The workbook is damaged or protected by a password. Save it again as .xlsx or CSV." };
  }
}

/** Looks into the beginning of a file in the browser; nothing is sent. Never throws for a bad file: the refusal says why. */
export async function previewFile(file: File, options: ReadOptions): Promise<PreviewOutcome> {
  let sample: FileSample;
  try {
    sample = await readFileSample(file);
  } catch (error) {
    if (error instanceof BrokenArchive) return { ok: false, refusal: "The .gz file is damaged and can't be unpacked. Compress it again, or upload it unpacked." };
    return { ok: false, refusal: "The browser can't read this file. It may have been moved or changed; choose it again." };
  }
  if (isGzip(sample.bytes)) return { ok: false, refusal: "The file is compressed twice. Unpack it once and choose it again." };
  const wide = findEncoding(sample.bytes).encoding === "utf-16";
  const finding = findFormat(sample.bytes, file.name, wide);
  if ("refusal" in finding) return { ok: false, refusal: finding.refusal };
  if (finding.format === "parquet") return { ok: true, preview: { format: "parquet", compressed: sample.compressed } };
  if (finding.format === "xlsx") return previewWorkbook(file, options);
  return previewText(sample, options);
}
