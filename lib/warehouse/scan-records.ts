/** How records and cells are told apart. All bytes. */
export interface Grammar {
  delimiter: number;
  quote: number;
  /** `\"` inside quotes is a quote (besides `""`). */
  backslashEscapes: boolean;
}

export const scanProblem = { none: 0, textAfterQuote: 1, unterminatedQuote: 2, tooLong: 3 } as const;

/** Called for every record: bytes `start`–`end` of `bytes` (without the line's end), its cells, problem and 1-based line. */
export type OnRecord = (bytes: Buffer, start: number, end: number, cells: number, problem: number, line: number, hasQuote: boolean) => void;

/** A record longer than this is rejected. */
export const maximumRecordBytes = 2 * 1024 * 1024;

export interface RecordScanner {
  /** Takes the next bytes; what is left of an unfinished record is kept. */
  push(chunk: Buffer): void;
  /** Ends the file. */
  end(): void;
  /** Quotes in cells that do not start with one: legal, but read differently by different programs. */
  strayQuotes(): number;
  /** Line ends by kind. */
  lineEnds(): { lf: number; crlf: number; cr: number };
}

const ordinary = 0;
const isDelimiter = 1;
const isLineFeed = 2;
const isCarriageReturn = 3;
const isQuote = 4;

function classTable(grammar: Grammar): Uint8Array {
  const table = new Uint8Array(256);
  table[grammar.quote] = isQuote;
  table[10] = isLineFeed;
  table[13] = isCarriageReturn;
  table[grammar.delimiter] = isDelimiter;
  return table;
}

interface ScanState {
  grammar: Grammar;
  table: Uint8Array;
  onRecord: OnRecord;
  ends: { lf: number; crlf: number; cr: number };
  stray: number;
  line: number;
  carried: Buffer;
  /** In the rest of an over-long line. */
  skipping: boolean;
}

/** Position after the line end at `at` (where one stands), or -1 when the next byte is needed to know. */
function afterLineEnd(state: ScanState, bytes: Buffer, at: number, isLast: boolean): number {
  if (bytes[at] === 10) {
    state.ends.lf += 1;
    return at + 1;
  }
  if (at + 1 >= bytes.length && !isLast) return -1;
  if (bytes[at + 1] === 10) {
    state.ends.crlf += 1;
    return at + 2;
  }
  state.ends.cr += 1;
  return at + 1;
}

function lineEndFrom(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at += 1;
  return at;
}

/** Line ends between two positions: those inside quoted cells. */
function linesWithin(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) count += 1;
  return count;
}

/** Spoils the one line at `start`; returns where the next begins, or -1 when its end has not been read. */
function spoilLine(state: ScanState, bytes: Buffer, start: number, isLast: boolean): number {
  const end = lineEndFrom(bytes, start);
  if (end >= bytes.length && !isLast) return -1;
  const next = end < bytes.length ? afterLineEnd(state, bytes, end, isLast) : end;
  if (next < 0) return -1;
  state.onRecord(bytes, start, end, 0, scanProblem.unterminatedQuote, state.line, true);
  state.line += 1;
  return next;
}

/** Position after the closing quote of the cell that opens at `at`, or -1 when there is none in these bytes. */
function closingQuote(grammar: Grammar, bytes: Buffer, at: number, isLast: boolean): number {
  const { quote, backslashEscapes } = grammar;
  for (let p = at + 1; p < bytes.length; p += 1) {
    const byte = bytes[p];
    if (byte === 92 && backslashEscapes) p += 1;
    else if (byte === quote) {
      if (p + 1 >= bytes.length && !isLast) return -1;
      if (bytes[p + 1] !== quote) return p + 1;
      p += 1;
    }
  }
  return -1;
}

/** The "closing" quote before `after` stands where a cell starts on a later line: it opens a cell, and an earlier quote was stray. */
function isOpeningLater(state: ScanState, bytes: Buffer, start: number, opening: number, after: number): boolean {
  const before = bytes[after - 2] ?? 0;
  const atCellStart = after - 1 > opening && (before === state.grammar.delimiter || before === 10 || before === 13);
  return atCellStart && linesWithin(bytes, start, after - 1) > 0;
}

/** Ends the record at `p`: tells it, unless it is an empty line, and steps over the line end; -1 to wait for more bytes. */
function finishRecord(state: ScanState, bytes: Buffer, start: number, p: number, cells: number, problem: number, hasQuote: boolean, isLast: boolean): number {
  const next = p < bytes.length ? afterLineEnd(state, bytes, p, isLast) : p;
  if (next < 0) return -1;
  if (p > start) {
    state.onRecord(bytes, start, p, cells, p - start > maximumRecordBytes ? scanProblem.tooLong : problem, state.line, hasQuote);
    if (hasQuote) state.line += linesWithin(bytes, start, p);
  }
  state.line += 1;
  return next;
}

/** Tells the over-long line at `start` and sets out to skip the rest of it. */
function startSkipping(state: ScanState, bytes: Buffer, start: number): number {
  state.onRecord(bytes, start, start + 4096, 0, scanProblem.tooLong, state.line, true);
  state.skipping = true;
  return bytes.length;
}

/** Reads one record from `start`; returns where the next begins, or -1 when more bytes are needed. */
function readRecord(state: ScanState, bytes: Buffer, start: number, isLast: boolean): number {
  const { table, grammar } = state;
  const { quote } = grammar;
  const size = bytes.length;
  let p = start;
  let cells = 1;
  let problem: number = scanProblem.none;
  let hasQuote = false;
  let cellStart = true;
  for (;;) {
    if (cellStart && p < size && bytes[p] === quote) {
      hasQuote = true;
      const after = closingQuote(grammar, bytes, p, isLast);
      if (after < 0) return !isLast && size - start <= maximumRecordBytes ? -1 : spoilLine(state, bytes, start, isLast);
      const follower = after < size ? table[bytes[after] as number] : isLineFeed;
      if (follower === ordinary || follower === isQuote) {
        if (isOpeningLater(state, bytes, start, p, after)) return spoilLine(state, bytes, start, isLast);
        problem = scanProblem.textAfterQuote;
      }
      p = after;
    }
    cellStart = false;
    while (p < size && table[bytes[p] as number] === ordinary) p += 1;
    if (p >= size) {
      if (isLast) break;
      return size - start > maximumRecordBytes ? startSkipping(state, bytes, start) : -1;
    }
    const kind = table[bytes[p] as number];
    if (kind === isLineFeed || kind === isCarriageReturn) break;
    p += 1;
    if (kind === isDelimiter) {
      cells += 1;
      cellStart = true;
    } else {
      state.stray += 1;
      hasQuote = true;
    }
  }
  return finishRecord(state, bytes, start, p, cells, problem, hasQuote, isLast);
}

/** Passes over the rest of an over-long line; returns where the next begins, or -1 when its end is not here. */
function skipLine(state: ScanState, bytes: Buffer, isLast: boolean): number {
  const end = lineEndFrom(bytes, 0);
  if (end >= bytes.length) return isLast ? end : -1;
  const next = afterLineEnd(state, bytes, end, isLast);
  if (next >= 0) {
    state.skipping = false;
    state.line += 1;
  }
  return next;
}

function scan(state: ScanState, bytes: Buffer, isLast: boolean): void {
  let position = 0;
  if (state.skipping) {
    position = skipLine(state, bytes, isLast);
    if (position < 0) {
      state.carried = Buffer.from(bytes.subarray(bytes[bytes.length - 1] === 13 ? bytes.length - 1 : bytes.length));
      return;
    }
  }
  while (position < bytes.length) {
    const next = readRecord(state, bytes, position, isLast);
    if (next < 0) break;
    position = next;
  }
  state.carried = state.skipping ? Buffer.alloc(0) : Buffer.from(bytes.subarray(position));
}

/**
 * Splits bytes into records by the rules of RFC 4180, tolerantly: LF, CRLF and CR end a record, empty lines are no
 * records, a cell that starts with a quote may hold delimiters and line ends. About 1 ns per byte.
 *
 * Problems and where reading goes on: text after a closing quote spoils its record; but when that "closing" quote stands
 * where a cell starts, an earlier quote was stray, and only the line of that one is spoiled. A quote that is never
 * closed within {@link maximumRecordBytes} spoils its line. A longer line is spoiled and skipped.
 */
export function createRecordScanner(grammar: Grammar, onRecord: OnRecord): RecordScanner {
  const state: ScanState = {
    grammar, onRecord, table: classTable(grammar), ends: { lf: 0, crlf: 0, cr: 0 }, stray: 0, line: 1, carried: Buffer.alloc(0), skipping: false,
  };
  return {
    push: (chunk) => scan(state, state.carried.length > 0 ? Buffer.concat([state.carried, chunk]) : chunk, false),
    end: () => scan(state, state.carried, true),
    strayQuotes: () => state.stray,
    lineEnds: () => state.ends,
  };
}
