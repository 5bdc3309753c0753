import { isUtf8 } from "node:buffer";
import { createWriteStream, type WriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { readChunks } from "./read-chunks";
import { createRecordScanner, scanProblem } from "./scan-records";
import type { SniffedDialect } from "./sniff-dialect";
import { byteGrammar, joinCells, splitCells } from "./split-cells";

export interface CleanReport {
  /** Records after the header, good and bad, and lines before it. */
  records: number;
  rejected: number;
}

const problemWords: Record<number, string> = {
  [scanProblem.textAfterQuote]: "Text follows a closing quote",
  [scanProblem.unterminatedQuote]: "A quote is opened and not closed",
  [scanProblem.tooLong]: "The line is longer than 2 MB",
};
const longestValue = 1000;
const flushBytes = 1024 * 1024;

/** Appends to a file through one large buffer, and says when the disk has to catch up. */
function createOutput(path: string) {
  const stream: WriteStream = createWriteStream(path);
  let failure: Error | undefined;
  stream.on("error", (error) => (failure = error));
  let pieces: Buffer[] = [];
  let size = 0;
  return {
    add(piece: Buffer) {
      pieces.push(piece);
      size += piece.length;
    },
    async flush(force: boolean) {
      if (failure) throw failure;
      if (size < flushBytes && !force) return;
      const block = Buffer.concat(pieces, size);
      pieces = [];
      size = 0;
      if (!stream.write(block)) await once(stream, "drain");
    },
    async close() {
      await this.flush(true);
      stream.end();
      await finished(stream);
    },
    destroy: () => stream.destroy(),
  };
}

/** Why a record can't be stored, or an empty text. */
function reasonsOf(bytes: Buffer, cells: number, problem: number, dialect: SniffedDialect, checkBytes: boolean): string {
  const reasons: string[] = [];
  if (problem !== scanProblem.none) reasons.push(problemWords[problem] ?? "Not readable");
  else if (cells !== dialect.columns) reasons.push(`${dialect.columns} cells expected, ${cells} found`);
  if (checkBytes && !isUtf8(bytes)) reasons.push("Bytes that are not valid UTF-8");
  if (checkBytes && bytes.includes(0)) reasons.push("A zero byte");
  return reasons.join("; ");
}

/**
 * The careful way through an awkward text file. Writes the good records to `cleanPath`, in one spelling (`"` quotes, `\n`
 * line ends, the dialect's delimiter), each with its number and its line in front, and the bad ones to `rejectsPath` as
 * CSV: row_id, line, column (empty), value (the record, at most 1000 characters), reason.
 * Every record goes to exactly one of the two. `checkBytes`: also look for invalid UTF-8 and zero bytes.
 */
export async function cleanRecords(
  path: string,
  dialect: SniffedDialect,
  files: { cleanPath: string; rejectsPath: string },
  options: { checkBytes: boolean; signal?: AbortSignal; onBytes?: (bytes: number) => void },
): Promise<CleanReport> {
  const good = createOutput(files.cleanPath);
  const bad = createOutput(files.rejectsPath);
  const report: CleanReport = { records: 0, rejected: 0 };
  const quote = dialect.quote.charCodeAt(0);
  let position = 0;
  const scanner = createRecordScanner(byteGrammar(dialect), (buffer, start, end, cells, problem, line, hasQuote) => {
    position += 1;
    if (position === dialect.preamble) return;
    const bytes = buffer.subarray(start, end);
    const isTitle = position < dialect.preamble;
    const reasons = isTitle ? "A line before the header" : reasonsOf(bytes, cells, problem, dialect, options.checkBytes);
    if (reasons) {
      const value = bytes.toString("utf8", 0, 4 * longestValue).slice(0, longestValue).replaceAll("\0", "\ufffd").toWellFormed();
      bad.add(Buffer.from(`${joinCells([String(report.records), String(line), "", value, reasons], ",")}\n`));
      report.rejected += 1;
    } else {
      good.add(Buffer.from(`${report.records}${dialect.delimiter}${line}${dialect.delimiter}`));
      const needsSpelling = hasQuote || (quote !== 34 && bytes.includes(34));
      good.add(needsSpelling ? Buffer.from(joinCells(splitCells(bytes.toString("utf8"), dialect), dialect.delimiter)) : Buffer.from(bytes));
      good.add(lineFeed);
    }
    report.records += 1;
  });
  try {
    for await (const chunk of readChunks(path, options.signal)) {
      scanner.push(chunk);
      await good.flush(false);
      await bad.flush(false);
      options.onBytes?.(chunk.length);
    }
    scanner.end();
    await good.close();
    await bad.close();
    return report;
  } finally {
    good.destroy();
    bad.destroy();
  }
}

const lineFeed = Buffer.from("\n");
