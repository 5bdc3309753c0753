import { AppError } from "../errors";
import type { ReadOptions } from "../schemas/dataset";
import { classifyValue, valueKind } from "./classify-value";
import { recordsOf, type FileSample, type SampledRecord } from "./sample-records";
import { scanProblem } from "./scan-records";
import type { TextGrammar } from "./split-cells";

/** How a text file is laid out. */
export interface SniffedDialect extends TextGrammar {
  header: boolean;
  /** Cells of the header, or empty texts where there is none; as many as `columns`. */
  names: string[];
  /** Cells that a record must have. */
  columns: number;
  /** Records before the first data record: those before the header are rejected, the header is none. */
  preamble: number;
}

const delimiters = [",", ";", "\t", "|"] as const;
const sniffedRecords = 500;

interface Layout {
  grammar: TextGrammar;
  records: SampledRecord[];
  /** The most frequent number of cells among records without problems. */
  columns: number;
  /** Share of records that have it. */
  consistency: number;
}

function layoutOf(sample: FileSample, grammar: TextGrammar): Layout {
  const records = recordsOf(sample.head, sample.complete, grammar, sniffedRecords);
  const tally = new Map<number, number>();
  for (const record of records.slice(records.length > 1 ? 1 : 0)) {
    if (record.problem === scanProblem.none) tally.set(record.cells.length, (tally.get(record.cells.length) ?? 0) + 1);
  }
  const headerCells = records[0]?.cells.length ?? 0;
  const weight = ([cells, count]: [number, number]) => count + (cells === headerCells ? 0.5 : 0);
  const best = [...tally].reduce((a, b) => (weight(b) > weight(a) ? b : a), [1, 0] as [number, number]);
  return { grammar, records, columns: best[0], consistency: best[1] / Math.max(1, records.length - (records.length > 1 ? 1 : 0)) };
}

/** The same number of cells in nearly every record, and in the first one, speaks for a delimiter; a single column says nothing. */
function merit(layout: Layout): number {
  if (layout.columns < 2) return 0;
  const firstAgrees = layout.records[0]?.cells.length === layout.columns;
  return layout.consistency + (firstAgrees ? 0.5 : 0) + Math.min(layout.columns, 50) / 1000;
}

function problemsIn(layout: Layout): number {
  return layout.records.filter((record) => record.problem !== scanProblem.none).length;
}

function bestLayout(sample: FileSample, options: ReadOptions): Layout {
  const tried = options.delimiter ? [options.delimiter] : delimiters;
  const layouts = (quote: string, backslashEscapes: boolean) =>
    tried.map((delimiter) => layoutOf(sample, { delimiter, quote, backslashEscapes })).reduce((a, b) => (merit(b) > merit(a) + 1e-9 ? b : a));
  const plain = layouts('"', false);
  const text = sample.head.toString("latin1");
  if (problemsIn(plain) > 0 && text.includes('\\"')) {
    const escaped = layouts('"', true);
    if (problemsIn(escaped) < problemsIn(plain)) return escaped;
  }
  if (!text.includes('"') && /(^|[,;\t|\n\r])'[^'\n]*'([,;\t|\r\n]|$)/u.test(text)) {
    const single = layouts("'", false);
    const enclosed = text.match(/(^|[,;\t|\n\r])'[^'\n]*'(?=[,;\t|\r\n]|$)/gu)?.length ?? 0;
    if (enclosed >= 3 && problemsIn(single) === 0 && merit(single) >= merit(plain)) return single;
  }
  return plain;
}

const typed = valueKind.integer | valueKind.pointDecimal | valueKind.commaDecimal | valueKind.groupedDecimal | valueKind.isoTime | valueKind.looseTime;

function isYear(cell: string): boolean {
  return /^(19|20)\d{2}$/u.test(cell.trim());
}

/**
 * A first record is a header unless it looks like the data: each column where the data are numbers or dates votes for a
 * header when the first cell is a word, against it when it is such a value too (a year above other numbers excepted).
 */
export function looksLikeHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (rest.length === 0) return first.every((cell) => (classifyValue(cell) & typed) === 0);
  let votes = 0;
  let against = 0;
  for (const [j, cell] of first.entries()) {
    const below = rest.map((record) => record[j] ?? "").filter((value) => classifyValue(value) !== valueKind.missing);
    const valued = below.filter((value) => classifyValue(value) & typed).length;
    const isValue = (classifyValue(cell) & typed) !== 0;
    if (below.length > 0 && valued * 2 > below.length) {
      if (!isValue && cell.trim() !== "") votes += 1;
      else if (isValue && !(isYear(cell) && !below.every(isYear))) against += 1;
    } else if (isValue && !isYear(cell)) against += 1;
    else if (cell.trim() !== "" && below.includes(cell) && rest.length > 1) against += 0.5;
  }
  return votes > 0 ? votes >= against : against === 0;
}

/** A header longer or shorter than the records: what its names belong to. */
function fitNames(header: readonly string[], columns: number, rest: readonly (readonly string[])[]): string[] | undefined {
  if (header.length === columns) return [...header];
  if (header.length > columns) return header.slice(columns).every((name) => name.trim() === "") ? header.slice(0, columns) : undefined;
  const missing = columns - header.length;
  const lastEmpty = rest.every((record) => record.slice(header.length).every((cell) => cell.trim() === ""));
  // A header one short above full rows: the first column holds row names (as R writes them).
  return missing === 1 && !lastEmpty ? ["", ...header] : [...header, ...Array<string>(missing).fill("")];
}

function headerOf(layout: Layout, options: ReadOptions): Pick<SniffedDialect, "header" | "names" | "columns" | "preamble"> {
  const { records, columns } = layout;
  const cells = records.map((record) => record.cells);
  const isTitle = (record: SampledRecord | undefined) => columns >= 3 && record !== undefined && record.cells.length === 1;
  let first = 0;
  while (first < 10 && isTitle(records[first]) && records.length > first + 2) first += 1;
  const rest = cells.slice(first + 1).filter((record) => record.length === columns).slice(0, 200);
  const head = cells[first] ?? [];
  const header = options.header ?? ((records[first]?.problem ?? 1) === scanProblem.none && looksLikeHeader(head, rest));
  if (!header) return { header: false, names: Array<string>(columns).fill(""), columns, preamble: 0 };
  const names = fitNames(head, columns, rest);
  if (names) return { header: true, names, columns, preamble: first + 1 };
  return { header: true, names: [...head], columns: head.length, preamble: first + 1 };
}

/**
 * Finds delimiter, quote, escape, header and number of columns from a sample; what the user chose is taken as it is.
 * @throws AppError `dataset_empty` without any record, `dataset_unreadable` for a single column.
 */
export function sniffDialect(sample: FileSample, options: ReadOptions): SniffedDialect {
  const layout = bestLayout(sample, options);
  if (layout.records.length === 0) {
    if (!sample.complete) throw new AppError("dataset_unreadable", "The file's first line is longer than 4 MB; this is no table. Check the file and upload it again.");
    throw new AppError("dataset_empty", "The file has no rows: it holds only empty lines.");
  }
  const found = headerOf(layout, options);
  if (found.columns < 2) {
    const how = options.delimiter ? "with the chosen delimiter" : "(no comma, semicolon, tab or | separates its cells)";
    throw new AppError("dataset_unreadable", `The file has only one column ${how}. A table needs at least two: choose the right delimiter, or upload another file.`);
  }
  return { ...layout.grammar, ...found };
}
