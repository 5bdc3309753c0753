// Records of a table as values, column by column: 8 bytes each (a text: address and length), and a bit for each empty cell.

import { isText, linesSeen } from "./inspect-bytes";
import { readBits, readDecimal, readInteger } from "./read-numbers";
import {
  BOOLEAN, CAPACITY, CARRIAGE, COLUMNS, DATE, DECIMAL, DELIMITER, END, FIVES, INTEGER, NAIVE, NULLS, NULL_STRIDE, REFUSED_COLUMN, ROWS, START, STRICT, TEXT, TOKENS, TYPES, VALUES,
} from "./table-job";
import { readDate, readTime, readTimestamp } from "./read-times";

// @ts-ignore: decorator
@inline const QUOTE: u8 = 34;
// @ts-ignore: decorator
@inline const LINE_FEED: u8 = 10;
// @ts-ignore: decorator
@inline const CARRIAGE_RETURN: u8 = 13;
// @ts-ignore: decorator
@inline const SPACE: u8 = 32;
/** Longer records are left to the careful reader, which rejects them. */
// @ts-ignore: decorator
@inline const MOST_RECORD_BYTES: usize = 2_000_000;

let delimiter: u8 = 0;
let fives: usize = 0;
let tokens: usize = 0;
let mayBeNaive: bool = false;
/** Cells must stand as they would be written again: no quotes, no words for nothing, no text that a spreadsheet would run. */
let isStrict: bool = false;

/** The value of the cell read last, and whether it has one. */
let value: i64 = 0;
let isMissing: bool = false;
/** Line feeds inside quoted cells. */
let spanned: i32 = 0;

/** Where an unquoted text ends: the first delimiter, line end or quote. */
function textEnd(from: usize): usize {
  const d = i8x16.splat(<i8>delimiter);
  let at = from;
  let mask = 0;
  do {
    const bytes = v128.load(at);
    const lines = v128.or(i8x16.eq(bytes, i8x16.splat(<i8>LINE_FEED)), i8x16.eq(bytes, i8x16.splat(<i8>CARRIAGE_RETURN)));
    mask = i8x16.bitmask(v128.or(lines, v128.or(i8x16.eq(bytes, d), i8x16.eq(bytes, i8x16.splat(<i8>QUOTE)))));
    at += 16;
  } while (mask == 0);
  return at - 16 + ctz<i32>(mask);
}

/** A quoted text from its first quote on; doubled quotes are made one where they stand. Returns what follows the last quote, or 0. */
function quotedText(from: usize, end: usize): usize {
  const start = from + 1;
  let at = start;
  let to = start;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == QUOTE) {
      if (load<u8>(at, 1) != QUOTE) break;
      at++;
    } else if (byte == LINE_FEED) spanned++;
    store<u8>(to++, byte);
    at++;
  }
  if (at >= end) return 0;
  isMissing = to == start;
  value = <i64>start | (<i64>(to - start) << 32);
  return at + 1;
}

// @ts-ignore: decorator
@inline
function lower(byte: u8): u8 {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

/** Whether the text, without spaces around it, is one of the words for nothing: a list of length and 15 bytes each, ended by 255. */
function isToken(from: usize, to: usize): bool {
  while (from < to && load<u8>(from) == SPACE) from++;
  while (to > from && load<u8>(to - 1) == SPACE) to--;
  const length = to - from;
  for (let token = tokens; load<u8>(token) != 255; token += 16) {
    if (load<u8>(token) != length) continue;
    let same: usize = 0;
    while (same < length && lower(load<u8>(from + same)) == load<u8>(token + 1 + same)) same++;
    if (same == length) return true;
  }
  return false;
}

/** true, yes, t, y, 1 and their opposites, in any case. */
function readBoolean(from: usize): usize {
  const end = textEnd(from);
  const length = end - from;
  if (length == 0 || length > 5) return 0;
  let word: u64 = 0;
  for (let at: usize = 0; at < length; at++) word |= <u64>lower(load<u8>(from + at)) << (at << 3);
  // The bytes of the words, the first one lowest.
  if (word == 0x65757274 || word == 0x736579 || word == 0x74 || word == 0x79 || word == 0x31) value = 1;
  else if (word == 0x65736c6166 || word == 0x6f6e || word == 0x66 || word == 0x6e || word == 0x30) value = 0;
  else return 0;
  return end;
}

// @ts-ignore: decorator
@inline
function readTyped(from: usize, type: i32): usize {
  let end: usize;
  if (type == INTEGER) {
    end = readInteger(from);
    value = readBits();
  } else if (type == DECIMAL) {
    end = readDecimal(from, fives);
    value = readBits();
  } else if (type == DATE) {
    end = readDate(from);
    value = readTime();
  } else if (type == BOOLEAN) end = readBoolean(from);
  else {
    end = readTimestamp(from, mayBeNaive);
    value = readTime();
  }
  return end;
}

/** What does not read as its type at the first go: quoted, spaces around it, or a word for nothing. */
function readOdd(from: usize, type: i32): usize {
  if (isStrict) return 0;
  const isQuoted = load<u8>(from) == QUOTE;
  let at = isQuoted ? from + 1 : from;
  const stop = textEnd(at);
  if (isQuoted && load<u8>(stop) != QUOTE) return 0;
  const after = isQuoted ? stop + 1 : stop;
  if (isToken(at, stop)) {
    isMissing = true;
    return after;
  }
  while (load<u8>(at) == SPACE) at++;
  let end = readTyped(at, type);
  if (end == 0) return 0;
  while (load<u8>(end) == SPACE) end++;
  return end == stop ? after : 0;
}

// @ts-ignore: decorator
@inline
function isEnd(byte: u8): bool {
  return byte == delimiter || byte == LINE_FEED || byte == CARRIAGE_RETURN;
}

function readCell(from: usize, type: i32, end: usize): usize {
  isMissing = false;
  if (isEnd(load<u8>(from))) {
    isMissing = true;
    return from;
  }
  if (type == TEXT) {
    const first = load<u8>(from);
    if (first == QUOTE) return isStrict ? 0 : quotedText(from, end);
    // = + - @ and tab
    if (isStrict && (first == 61 || first == 43 || first == 45 || first == 64 || first == 9)) return 0;
    const stop = textEnd(from);
    value = <i64>from | (<i64>(stop - from) << 32);
    return stop;
  }
  const stop = readTyped(from, type);
  return stop != 0 && isEnd(load<u8>(stop)) ? stop : readOdd(from, type);
}

/**
 * Reads every record of the job's bytes, which end with a line feed. False at the first cell that its column's type does
 * not fit, at a record with another number of cells, at bytes that are no text, and when the lines don't add up.
 */
export function readRecords(job: usize): bool {
  const end = <usize>load<u32>(job, END);
  const columns = load<i32>(job, COLUMNS);
  const types = <usize>load<u32>(job, TYPES);
  const nulls = <usize>load<u32>(job, NULLS);
  const nullStride = <usize>load<u32>(job, NULL_STRIDE);
  const stride = <usize>load<u32>(job, CAPACITY) << 3;
  const carriage = load<i32>(job, CARRIAGE) != 0;
  delimiter = <u8>load<u32>(job, DELIMITER);
  fives = load<u32>(job, FIVES);
  tokens = load<u32>(job, TOKENS);
  mayBeNaive = load<u32>(job, NAIVE) != 0;
  isStrict = load<u32>(job, STRICT) != 0;
  spanned = 0;
  let at = <usize>load<u32>(job, START);
  store<i32>(job, -1, REFUSED_COLUMN);
  if (!isText(at, end)) return false;
  memory.fill(nulls, 0, nullStride * columns);
  let row: usize = 0;
  while (at < end) {
    const start = at;
    let target = <usize>load<u32>(job, VALUES) + (row << 3);
    for (let j = 0; j < columns; j++) {
      if (j > 0 && load<u8>(at++) != delimiter) return false;
      at = readCell(at, load<u8>(types + j), end);
      if (at == 0 || at >= end) {
        store<i32>(job, j, REFUSED_COLUMN);
        return false;
      }
      if (isMissing) {
        const bit = nulls + nullStride * j + (row >> 3);
        store<u8>(bit, load<u8>(bit) | (1 << (<u8>row & 7)));
      } else store<i64>(target, value);
      target += stride;
    }
    if (carriage && load<u8>(at++) != CARRIAGE_RETURN) return false;
    if (load<u8>(at++) != LINE_FEED || at - start > MOST_RECORD_BYTES) return false;
    row++;
  }
  store<i32>(job, <i32>row, ROWS);
  return <i32>row + spanned == linesSeen();
}
