import { AppError } from "../errors";
import type { ReadOptions } from "../schemas/dataset";
import { byteStatistics, type ByteStatistics } from "./byte-statistics";

export interface EncodingFinding {
  /** Label for TextDecoder. */
  decoder: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  encoding: NonNullable<ReadOptions["encoding"]>;
  byteOrderMark: boolean;
  /** UTF-8 with bytes that are none: the rows that hold them are rejected. */
  hasInvalidBytes: boolean;
  hasZeroBytes: boolean;
}

function wideDecoder(statistics: ByteStatistics): "utf-16le" | "utf-16be" {
  if (statistics.byteOrderMark === "utf-16be") return "utf-16be";
  const [even, odd] = statistics.zeroBytes;
  return statistics.byteOrderMark === undefined && even > odd ? "utf-16be" : "utf-16le";
}

/** Text in UTF-16 without a mark: at least a third of the bytes are zero, nearly all on one side. */
function looksWide(statistics: ByteStatistics): boolean {
  const [even, odd] = statistics.zeroBytes;
  const looked = Math.min(statistics.size, 1024 * 1024);
  return even + odd > looked / 3 && Math.max(even, odd) > 10 * Math.min(even, odd);
}

function looksBinary(statistics: ByteStatistics): boolean {
  const looked = Math.min(statistics.size, 1024 * 1024);
  const zeros = statistics.zeroBytes[0] + statistics.zeroBytes[1];
  return statistics.controlBytes + zeros > Math.max(8, looked / 10);
}

/** Bytes above 127 that are no UTF-8: one byte per letter if they are mostly letters, and not just slips in UTF-8 text. */
function looksLatin(statistics: ByteStatistics): boolean {
  return statistics.implausibleBytes <= statistics.highBytes / 10 && statistics.highBytes > statistics.multiByteSequences / 2;
}

/**
 * Decides a text file's encoding from all of its bytes: a byte order mark; UTF-16 without one by its zero bytes; UTF-8
 * when it is valid; else Latin-1 (read as its superset Windows-1252, as browsers do) when the odd bytes look like
 * Western letters; else UTF-8 with broken bytes, unless these are the rule.
 * @throws AppError `dataset_unreadable` for binary data, UTF-32 and encodings that are none of these.
 */
export async function detectEncoding(path: string, chosen: ReadOptions["encoding"], signal?: AbortSignal): Promise<EncodingFinding> {
  const statistics = await byteStatistics(path, signal);
  const mark = statistics.byteOrderMark;
  if (mark === "utf-32") {
    throw new AppError("dataset_unreadable", "The file is in UTF-32, which is not supported. Save it as UTF-8 and upload that.");
  }
  const hasZeroBytes = statistics.zeroBytes[0] + statistics.zeroBytes[1] > 0;
  const finding = { byteOrderMark: mark !== undefined, hasInvalidBytes: false, hasZeroBytes };
  const isWide = mark === "utf-16le" || mark === "utf-16be" || looksWide(statistics);
  if (chosen === "utf-16" || (chosen === undefined && isWide)) {
    return { ...finding, decoder: wideDecoder(statistics), encoding: "utf-16", hasZeroBytes: false };
  }
  if (looksBinary(statistics)) {
    throw new AppError("dataset_unreadable", "The file holds binary data, not text. Upload a CSV or TSV file (also .gz), an Excel workbook (.xlsx) or a Parquet file.");
  }
  if (chosen === "latin-1" || (chosen === undefined && !statistics.validUtf8 && looksLatin(statistics))) {
    return { ...finding, decoder: "windows-1252", encoding: "latin-1" };
  }
  const oddShare = statistics.highBytes / Math.max(1, statistics.size);
  if (chosen === undefined && !statistics.validUtf8 && oddShare > 0.1) {
    throw new AppError("dataset_unreadable", "The file's text encoding is not known (it is neither UTF-8, UTF-16 nor Latin-1). Save it as UTF-8 and upload that.");
  }
  return { ...finding, decoder: "utf-8", encoding: "utf-8", hasInvalidBytes: !statistics.validUtf8 };
}

/**
 * What `detectEncoding` would find if everything behind the first megabyte were UTF-8 without zero bytes; nothing when
 * that is not so in the first megabyte, or another encoding was chosen. Who reads the rest has to check it.
 */
export async function presumedUtf8(path: string, chosen: ReadOptions["encoding"], signal?: AbortSignal): Promise<EncodingFinding | undefined> {
  if (chosen !== undefined && chosen !== "utf-8") return undefined;
  const statistics = await byteStatistics(path, signal, true);
  const mark = statistics.byteOrderMark;
  const hasZeroBytes = statistics.zeroBytes[0] + statistics.zeroBytes[1] > 0;
  if ((mark !== undefined && mark !== "utf-8") || hasZeroBytes || !statistics.validUtf8 || looksBinary(statistics)) return undefined;
  return { decoder: "utf-8", encoding: "utf-8", byteOrderMark: mark !== undefined, hasInvalidBytes: false, hasZeroBytes: false };
}
