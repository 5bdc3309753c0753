export type FileFormat = "csv" | "xlsx" | "parquet";

/** What a file is by its first bytes: its format, or in words why it can't be taken. */
export type FormatFinding = { format: FileFormat } | { refusal: string };

interface Signature {
  bytes: number[];
  refusal: string;
}

const foreignSignatures: Signature[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], refusal: "This is a PDF document. Export its table as CSV and upload that." },
  { bytes: [0x89, 0x50, 0x4e, 0x47], refusal: "This is a picture (PNG), not a table of data." },
  { bytes: [0xff, 0xd8, 0xff], refusal: "This is a picture (JPEG), not a table of data." },
  { bytes: [0x47, 0x49, 0x46, 0x38], refusal: "This is a picture (GIF), not a table of data." },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], refusal: "This is an old Excel workbook (.xls). Save it as .xlsx or CSV and upload that." },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], refusal: "This is an SQLite database. Export a table as CSV and upload that." },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], refusal: "This is a program, not a table of data." },
  { bytes: [0x4d, 0x5a, 0x90], refusal: "This is a program, not a table of data." },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], refusal: "This is a 7-Zip archive. Unpack it and upload the CSV inside." },
  { bytes: [0x52, 0x61, 0x72, 0x21], refusal: "This is a RAR archive. Unpack it and upload the CSV inside." },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], refusal: "This file is compressed with Zstandard. Use gzip (.gz) or upload it unpacked." },
  { bytes: [0x42, 0x5a, 0x68], refusal: "This file is compressed with bzip2. Use gzip (.gz) or upload it unpacked." },
];

const gzipMagic = [0x1f, 0x8b];
const parquetMagic = [0x50, 0x41, 0x52, 0x31];
const zipMagic = [0x50, 0x4b, 0x03, 0x04];
/** Above this share of control characters a file is binary: real text has next to none. */
const binaryShareRatio = 0.02;

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, position) => bytes[position] === byte);
}

/** Whether the bytes begin a gzip stream. */
export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, gzipMagic);
}

function looksBinary(bytes: Uint8Array, wide: boolean): boolean {
  if (wide || bytes.length === 0) return false;
  let controls = 0;
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b && byte !== 0x0c) controls++;
  }
  return controls / bytes.length > binaryShareRatio && controls > 3;
}

/**
 * Judges the first bytes (unpacked, if the file was gzipped) of a file.
 * `wide` tells that the text is UTF-16, where zero bytes are normal.
 */
export function findFormat(bytes: Uint8Array, fileName: string, wide: boolean): FormatFinding {
  if (startsWith(bytes, parquetMagic)) return { format: "parquet" };
  if (startsWith(bytes, zipMagic)) {
    if (/\.xlsx(\.gz)?$/i.test(fileName)) return { format: "xlsx" };
    return { refusal: "This is a ZIP archive. Unpack it and upload the CSV inside; an Excel workbook must end in .xlsx." };
  }
  const foreign = foreignSignatures.find((signature) => startsWith(bytes, signature.bytes));
  if (foreign) return { refusal: foreign.refusal };
  if (/\.(xlsx|parquet)$/i.test(fileName)) {
    const format = /\.xlsx$/i.test(fileName) ? "Excel workbook" : "Parquet file";
    return { refusal: `The name says ${format}, but the content is something else. Export it again, or upload it as CSV.` };
  }
  if (looksBinary(bytes, wide)) {
    return { refusal: "This is a binary file, not text. Tessera reads CSV, TSV, both also as .gz, XLSX and Parquet." };
  }
  return { format: "csv" };
}
